#!/usr/bin/env python3
"""Recounts what `rmatrix portfolio` answers, from the documents alone: a second implementation that shares nothing with the first.

    recount.py FOLDER... --for PARTY [--catalog C] [--services PLAN] [--own MATRIX] [--with PATH]... [--as-of DATE] [--horizon 90d]
    recount.py --random N --seed S

README.md says how it is run and what it looks at. Ends with 1 where anything differs.
"""
import argparse
import datetime
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from decimal import Decimal

from made import Maker

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

# ---------------------------------------------------------------------------------------------------------------- documents


class Broken(Exception):
    """A document that cannot be used."""


def no_duplicates(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise Broken('a member stands twice')
    return dict(pairs)


def read(path):
    with open(path, 'rb') as file:
        data = file.read()
    try:
        return json.loads(data.decode('utf-8-sig'), object_pairs_hook=no_duplicates, parse_float=Decimal)
    except (ValueError, UnicodeDecodeError) as error:
        raise Broken(str(error)) from error


def version_key(version):
    """Semantic Versioning 2.0.0, precedence."""
    core, _, pre = version.split('+')[0].partition('-')
    parts = tuple(int(part) for part in core.split('.'))
    if not pre:
        return parts, (1,)
    return parts, (0, tuple((0, int(x), '') if x.isdigit() else (1, 0, x) for x in pre.split('.')))


def key_of(text):
    """The key by which ids of controls compare (section 2)."""
    runs = []
    for char in text:
        kind = 'd' if char in '0123456789' else 'l' if char.isalpha() or char == '&' else None
        if kind is None:
            runs.append([None, ''])
        elif runs and runs[-1][0] == kind:
            runs[-1][1] += char
        else:
            runs.append([kind, char])
    key = []
    for kind, run in runs:
        if kind == 'd':
            key.append(run.lstrip('0') or '0')
        elif kind == 'l':
            run = run.lower()
            if run in ('smt', 'stmt') and key and key[-1].isdigit():
                continue
            key.append(run)
    return tuple(key)


class Node:
    """A control: of a catalog, or a row of a document's own."""

    def __init__(self, catalog, data, parent):
        self.catalog, self.data, self.id, self.key = catalog, data, data['id'], key_of(data['id'])
        self.parent = parent
        self.kind = data.get('kind') or ('statement' if parent or data.get('parent') else 'control')
        self.statements = []

    def __repr__(self):
        return f'{self.catalog}:{self.id}'

    def ancestors(self):
        """The node itself, then the controls whose statement it is, nearest first."""
        node = self
        while node is not None:
            yield node
            node = node.parent if node.kind == 'statement' else None

    def above(self):
        """The node itself and everything that it hangs under, enhancements too."""
        node = self
        while node is not None:
            yield node
            node = node.parent

    def layers(self):
        for node in self.ancestors():
            if node.data.get('layers'):
                return node.data['layers']
        return []


class Catalog:
    def __init__(self, data):
        self.data, self.name = data, f"{data['id']}@{data['edition']}"
        self.nodes, self.aliases = {}, {}
        for control in data['controls']:
            node = Node(self.name, control, None)
            if node.key in self.nodes:
                raise Broken(f'two controls with one key: {control["id"]}')
            self.nodes[node.key] = node
        for node in self.nodes.values():
            parent = node.data.get('parent')
            if parent:
                node.parent = self.nodes[key_of(parent)]
                if node.kind == 'statement' and not node.data.get('withdrawn'):
                    node.parent.statements.append(node)
            for alias in node.data.get('aliases', []):
                self.aliases.setdefault(key_of(alias), node)
        self.groups = {group['id']: group for group in data.get('groups', [])}
        self.baselines = {baseline['id']: {key_of(c) for c in baseline['controls']} for baseline in data.get('baselines', [])}

    def live(self):
        return [node for node in self.nodes.values() if not any(n.data.get('withdrawn') for n in node.ancestors())]

    def find(self, reference):
        key = key_of(reference)
        found = self.nodes.get(key) or self.aliases.get(key)
        if not found:
            for prefix in self.data.get('aliasPrefixes', []):
                head = key_of(prefix)
                if key[:len(head)] == head:
                    found = found or self.nodes.get(key[len(head):]) or self.aliases.get(key[len(head):])
        return found

    def in_group(self, node, group):
        for above in node.above():
            name = above.data.get('group')
            while name:
                if name == group:
                    return True
                name = self.groups.get(name, {}).get('parent')
        return False

    def in_baseline(self, node, baseline):
        keys = self.baselines.get(baseline, set())
        return any(above.key in keys for above in node.ancestors())


KINDS = ('matrix', 'catalog', 'mapping', 'requirements', 'portfolio')


class Library:
    """Every document that was given, by id."""

    def __init__(self):
        self.matrices, self.catalogs, self.mappings, self.broken = {}, {}, [], []
        for folder in ('src/ResponsibilityMatrix/Catalogs/Embedded', 'src/ResponsibilityMatrix.Catalogs/Embedded'):
            self.add_all(os.path.join(ROOT, folder))

    def add_all(self, path, only=None):
        for file in files_of(path):
            if only is None or f'.{only}.' in file:
                self.add(file)

    def add(self, file):
        try:
            data = read(file)
            if file.endswith('.catalog.json'):
                catalog = Catalog(data)
                self.catalogs[catalog.name] = catalog
            elif file.endswith('.mapping.json'):
                if data not in self.mappings:
                    self.mappings.append(data)
            elif file.endswith('.matrix.json'):
                check_matrix(data)
                known = self.matrices.setdefault(data['id'], [])
                if data not in known:
                    known.append(data)
                return data
        except Broken as error:
            self.broken.append((file, str(error)))
        return None

    def matrix(self, id, version=None):
        known = self.matrices.get(id, [])
        if version is not None:
            known = [matrix for matrix in known if matrix['version'] == version]
        return max(known, key=lambda m: version_key(m['version'])) if known else None


def files_of(path):
    if os.path.isfile(path):
        return [path]
    found = []
    for folder, _, names in os.walk(path):
        found += [os.path.join(folder, name) for name in names if any(name.endswith(f'.{kind}.json') for kind in KINDS)]
    return sorted(found)


REQUIRED = ('schemaVersion', 'id', 'version', 'title', 'service', 'parties', 'assignments')
MEMBERS = REQUIRED + tuple('''$schema language authoredBy published effective reviewBy expires supersedes authorizations groups view status agreement
    approvals serviceModels parameters catalogs controls defaults extends upstream commitments evidence translations accepted extensions'''.split())


def check_matrix(data):
    """The errors of shape that the documents of the trouble folder have; no whole validation."""
    if not isinstance(data, dict):
        raise Broken('no object')
    for name in REQUIRED:
        if name not in data:
            raise Broken(f'{name} is missing')
    for name in data:
        if name not in MEMBERS:
            raise Broken(f'unknown member {name}')
    if not re.fullmatch(r'\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?', data['version']):
        raise Broken('no version')


# ---------------------------------------------------------------------------------------------------------- effective matrices

MODELS = {
    name: dict(zip(
        'governance data configuration identity devices application runtime networkControls operatingSystem virtualization physicalNetwork facility'.split(),
        owners))
    for name, owners in {
        'onPremises': 'CCCCCCCCCCCC', 'iaas': 'SCCCCCCCCPPP', 'caas': 'SCCCCCSSSPPP', 'paas': 'SCCCCSPSPPPP', 'faas': 'SCCCCSPSPPPP',
        'saas': 'SCCCSSPPPPPP'}.items()}
SIDES = {
    'provider': {'provider'}, 'customer': {'customer'}, 'thirdParty': {'thirdParty'}, 'shared': {'provider', 'customer'},
    'sharedProviderThirdParty': {'provider', 'thirdParty'}, 'sharedCustomerThirdParty': {'customer', 'thirdParty'},
    'sharedAll': {'provider', 'customer', 'thirdParty'}}


class Effective:
    """A matrix with its bases (section 3, step 0)."""

    def __init__(self, library, matrix):
        self.library, self.matrix, self.id = library, matrix, matrix['id']
        self.levels = [matrix]
        while 'extends' in self.levels[-1]:
            base = self.levels[-1]['extends']
            found = library.matrix(base['id'], base.get('version'))
            if found is None:
                break
            if found in self.levels or found['service']['id'] != matrix['service']['id']:
                raise Broken('its base is a cycle or for another service')
            self.levels.append(found)
        self.provider, self.customer = matrix['service']['provider'], matrix['service']['customer']
        self.parties = {}
        for level, document in enumerate(self.levels):
            for party in document['parties']:
                id = self.party(level, party['id'])
                self.parties.setdefault(id, party)
        self.parameters = self.by_id('parameters')
        self.upstreams = self.by_id('upstream')
        self.commitments, self.evidence = self.by_id('commitments'), self.by_id('evidence')
        self.models = self.by_id('serviceModels')
        self.author = matrix.get('authoredBy', self.provider)
        if self.author in ('provider', 'customer'):
            self.author = self.party(0, self.author)
        self.defaults = next((d['defaults'] for d in self.levels if 'defaults' in d), 'none')
        entries, seen = [], set()
        for level, document in enumerate(self.levels):
            here = [(level, entry) for entry in document.get('catalogs', [])]
            entries += [e for e in here if e[1]['id'] not in seen]
            seen |= {entry['id'] for _, entry in here}
        self.catalogs = []
        self.scope = set()
        self.rows = {}
        self.row_levels = {}
        self.row_statements = {}
        for level, entry in entries:
            name = f"{entry['id']}@{entry['edition']}"
            if name not in library.catalogs:
                raise Broken(f'{name} is missing')
            self.catalogs.append(library.catalogs[name])
        for level, entry in entries:
            self.scope |= self.entry_scope(level, entry)
        for level in reversed(range(len(self.levels))):
            for row in self.levels[level].get('controls', []):
                node = Node('local', row, None)
                self.rows[node.key] = node
                self.row_levels[node.key] = level
        for node in self.rows.values():
            if node.data.get('parent'):
                node.parent = self.find(self.row_levels[node.key], node.data['parent'])
                if node.kind == 'statement' and node.parent:
                    self.row_statements.setdefault(node.parent, []).append(node)
        self.scope |= set(self.rows.values())
        self.compiled = [self.compile(level) for level in range(len(self.levels))]
        self.cache = {}

    def by_id(self, member):
        """What the document and its bases list, by id, the nearest winning; each with the level of its document."""
        result = {}
        for level, document in enumerate(self.levels):
            for item in document.get(member, []):
                result.setdefault(item['id'], {**item, 'level': level})
        return result

    def party(self, level, id):
        """The id, in the nearest document, of a party that a document of the chain of bases names."""
        service = self.levels[level]['service']
        if id in ('provider', service['provider']):
            return self.levels[0]['service']['provider']
        if id in ('customer', service['customer']):
            return self.levels[0]['service']['customer']
        return id

    def side(self, party):
        if party == self.provider:
            return 'provider'
        if party == self.customer:
            return 'customer'
        return self.parties.get(party, {}).get('side') or 'thirdParty'

    def other_ids(self, party):
        """What a base calls the provider or the customer."""
        return {document['service'][side] for document in self.levels[1:] for side in ('provider', 'customer') if party == getattr(self, side)}

    def known(self, level):
        """Catalogs by their names in a document: id, id@edition, short name."""
        result = {}
        for document in self.levels[level:]:
            for entry in document.get('catalogs', []):
                catalog = self.library.catalogs.get(f"{entry['id']}@{entry['edition']}")
                if catalog not in self.catalogs:
                    continue
                for name in (entry['id'], catalog.name, *([entry['as']] if document is self.levels[level] and 'as' in entry else [])):
                    result.setdefault(name, [])
                    if catalog not in result[name]:
                        result[name].append(catalog)
        return result

    def parse(self, level, selector):
        """Catalogs (None for the document's own rows), kind and text of a selector."""
        known = self.known(level)
        everything = list({catalog.name: catalog for catalogs in known.values() for catalog in catalogs}.values())
        rest, named = selector, None
        head, colon, tail = selector.partition(':')
        if colon and head not in ('group', 'baseline'):
            if head == 'local':
                named, rest = [None], tail
            elif head in known:
                named, rest = known[head], tail
        catalogs = named if named is not None else [*everything, None]
        if rest == '*':
            return catalogs, 'catalog' if named is not None else 'everything', ''
        if rest.startswith('group:'):
            return catalogs, 'group', rest[6:]
        if rest.startswith('baseline:'):
            return catalogs, 'baseline', rest[9:]
        if rest.endswith('*'):
            return catalogs, 'prefix', key_of(rest[:-1])
        return catalogs, 'control', rest

    def find(self, level, reference):
        """The control that a reference names."""
        catalogs, kind, text = self.parse(level, reference)
        for catalog in catalogs:
            node = self.rows.get(key_of(text)) if catalog is None else catalog.find(text)
            if node is not None and (catalog is not None or self.row_levels[node.key] >= level):
                return node
        return None

    def matches(self, level, selector, node):
        """The rank of the match, smaller is nearer, with the control that was named; None where there is none."""
        catalogs, kind, text = self.parse(level, selector)
        own = node.catalog == 'local'
        if own and self.row_levels[node.key] < level:
            return None
        names = {catalog.name if catalog else 'local' for catalog in catalogs}
        if kind == 'control':
            named = self.find(level, selector)
            for distance, above in enumerate(node.ancestors()):
                if above is named:
                    return ((0, distance), above)
            return None
        if kind == 'prefix':
            if any(above.catalog in names and above.key[:len(text)] == text for above in node.above()):
                return ((1, -len(text)), None)
            return None
        catalog = next((c for c in catalogs if c and c.name == node.catalog), None)
        if kind == 'group':
            for above in node.above():
                if above.catalog == 'local' and 'local' in names:
                    groups = {g['id']: g for document in self.levels for g in document.get('groups', [])}
                    name = above.data.get('group')
                    while name:
                        if name == text:
                            return ((2, 0), None)
                        name = groups.get(name, {}).get('parent')
                elif above.catalog != 'local':
                    catalog = next((c for c in catalogs if c and c.name == above.catalog), None)
                    return ((2, 0), None) if catalog and catalog.in_group(above, text) else None
            return None
        if kind == 'baseline':
            for above in node.ancestors():
                if above.catalog != 'local':
                    catalog = next((c for c in catalogs if c and c.name == above.catalog), None)
                    return ((2, 0), None) if catalog and catalog.in_baseline(above, text) else None
            return None
        if not any(above.catalog in names for above in node.ancestors()):
            return None
        return ((3, 0) if kind == 'catalog' else (4, 0), None)

    def entry_scope(self, level, entry):
        catalog = self.library.catalogs[f"{entry['id']}@{entry['edition']}"]

        def one(selector):
            return re.sub(r'^(?!group:|baseline:)[^:]*:', '', selector)

        def reached(selector, node):
            text = one(selector)
            if text == '*':
                return True
            if text.startswith('group:'):
                return catalog.in_group(node, text[6:])
            if text.startswith('baseline:'):
                return catalog.in_baseline(node, text[9:])
            if text.endswith('*'):
                prefix = key_of(text[:-1])
                return any(above.key[:len(prefix)] == prefix for above in node.above())
            return catalog.find(text) in list(node.ancestors())
        scope = set()
        for node in catalog.live():
            if 'include' in entry and not any(reached(s, node) for s in entry['include']):
                continue
            if any(reached(s, node) for s in entry.get('exclude', [])):
                continue
            scope.add(node)
        return scope

    def condition(self, level, when):
        """A condition without the parameters of which it names all values."""
        document = Effective.values(self, level)
        return {name: frozenset(values) for name, values in (when or {}).items() if not document.get(name, {None}) <= set(values)}

    def values(self, level):
        result = {'serviceModel': set(self.levels[level]['service']['models'])}
        for document in self.levels[level:]:
            for parameter in document.get('parameters', []):
                result.setdefault(parameter['id'], set(parameter['values']))
        return result

    def compile(self, level):
        return [(index, assignment, self.condition(level, assignment.get('when')))
                for index, assignment in enumerate(self.levels[level]['assignments'])]

    def contexts(self, given):
        """Every context that is left open, as dictionaries of parameters with `serviceModel`."""
        given = given or {}
        models = [given['serviceModel']] if given.get('serviceModel') else self.matrix['service']['models']
        names, choices = ['serviceModel'], [models]
        for id, parameter in self.parameters.items():
            value = (given.get('parameters') or {}).get(id, parameter.get('default'))
            names.append(id)
            choices.append([value] if value is not None else parameter['values'])
        return [dict(zip(names, combination)) for combination in itertools.product(*choices)]

    def is_open(self, given):
        """Whether a choice is left open; an option without a default is one, however few values it has."""
        given = given or {}
        return not given.get('serviceModel') and len(self.matrix['service']['models']) > 1 or any(
            'default' not in parameter and id not in (given.get('parameters') or {}) for id, parameter in self.parameters.items())

    # ------------------------------------------------------------------------------------------------------------- answers

    def children(self, node):
        return [n for n in node.statements if n in self.scope] + self.row_statements.get(node, [])

    def answer(self, context, node):
        key = (tuple(sorted(context.items())), node)
        if key not in self.cache:
            children = self.children(node)
            if not children:
                self.cache[key] = self.leaf(context, node)
            else:
                answers = [self.answer(context, child) for child in children]
                if all(child.catalog == 'local' for child in children) and node.catalog != 'local' and node in self.scope:
                    own = self.leaf(context, node)
                    if own.reached:
                        answers.append(own)
                self.cache[key] = roll_up(answers)
        return self.cache[key]

    def leaf(self, context, node):
        candidates = []
        for level in range(len(self.levels)):
            for index, assignment, condition in self.compiled[level]:
                if not holds(condition, context):
                    continue
                found = [match for match in (self.matches(level, s, node) for s in assignment['controls']) if match]
                if found:
                    rank, named = min(found, key=lambda m: m[0])
                    candidates.append((level, rank, index, assignment, condition, named))
            if candidates:
                break
        if not candidates:
            return self.by_model(context, node)
        nearest = min(c[1] for c in candidates)
        best = [c for c in candidates if c[1] == nearest]
        best = [a for a in best if not any(implies(b[4], a[4]) and b[4] != a[4] for b in best)]
        outcomes = [self.outcome(context, node, level, assignment, named) for level, _, _, assignment, _, named in best]
        if any(other.identity() != outcomes[0].identity() for other in outcomes[1:]):
            return Answer('conflict', reached=True)
        return outcomes[0]

    def by_model(self, context, node):
        layers = node.layers() if self.defaults == 'serviceModel' else []
        owners = {self.owner(context['serviceModel'], layer) for layer in layers}
        if not owners or None in owners:
            return Answer('unassigned')
        sides = set()
        for owner in owners:
            sides |= {'P': {'provider'}, 'C': {'customer'}, 'S': {'provider', 'customer'}}[owner]
        duties = [Duty(self, 0, {'party': side}, node, context) for side in ('provider', 'customer') if side in sides]
        return assigned(self, duties, None, None, None)

    def owner(self, model, layer):
        if model in MODELS:
            return MODELS[model][layer]
        own = self.models.get(model)
        if own is None:
            return None
        if layer in own['layers']:
            return own['layers'][layer][0].upper()
        return self.owner(own['basedOn'], layer) if own.get('basedOn') else None

    def outcome(self, context, node, level, assignment, named):
        if 'state' in assignment:
            return Answer(assignment['state'], reason=assignment.get('reason'), inheritability=assignment.get('inheritability'),
                          stated='inheritability' in assignment, named=named, reached=True)
        listed = [{'party': side, 'text': assignment[side]} for side in ('provider', 'customer') if side in assignment]
        listed += assignment.get('duties', [])
        before = [Duty(self, level, duty, node, context) for duty in listed]
        duties = [duty for duty in before if duty.holds(context)]
        if 'split' in assignment:
            for side in ('provider', 'customer', 'thirdParty'):
                if side in SIDES[assignment['split']] and side not in {self.side(d.party) for d in before}:
                    party = side
                    if side == 'thirdParty':
                        third = [id for id in dict.fromkeys(self.party(level, p['id']) for document in self.levels[level:]
                                                            for p in document['parties']) if self.side(id) == 'thirdParty']
                        if len(third) != 1:
                            continue
                        party = third[0]
                    duties.append(Duty(self, level, {'party': party}, node, context))
        if not duties:
            return Answer('unassigned', named=named, reached=True)
        return assigned(self, duties, assignment.get('coupling'), assignment.get('inheritability'), named)

    def duty_by_id(self, level, id, context):
        for other in range(level, len(self.levels)):
            for _, assignment, condition in self.compiled[other]:
                for duty in assignment.get('duties', []):
                    if duty.get('id') == id:
                        return Duty(self, other, duty, None, context) if holds(condition, context) else None
        return None


def holds(condition, context):
    return all(context.get(name) in values for name, values in condition.items())


def implies(a, b):
    return all(name in a and a[name] <= values for name, values in b.items())


class Duty:
    def __init__(self, effective, level, data, node, context):
        self.effective, self.level, self.data, self.node, self.context = effective, level, data, node, context
        self.party = effective.party(level, data['party'])
        involvement = data.get('involvement') or ['responsible', 'accountable']
        self.responsible, self.accountable = 'responsible' in involvement, 'accountable' in involvement
        self.upstream = data.get('inheritedFrom')
        words = data.get('implementation') or []
        self.done = not words or (('implemented' in words or 'alternative' in words) and not {'partial', 'planned', 'notImplemented'} & set(words))

    def holds(self, context):
        return holds(self.effective.condition(self.level, self.data.get('when')), context)

    def identity(self, deep=True):
        data = {k: v for k, v in self.data.items() if k not in ('id', 'party', 'when', 'dependsOn', 'internalNote', 'involvement', 'extensions')}
        for name in ('satisfies', 'evidence', 'commitments', 'implementation', 'upstreamControls'):
            if name in data:
                data[name] = sorted(data[name])
        depends = []
        if deep:
            for id in self.data.get('dependsOn', []):
                target = self.effective.duty_by_id(self.level, id, self.context)
                depends.append(json.dumps(target.identity(False) if target else id, default=str))
        involvement = sorted(self.data.get('involvement') or ['responsible', 'accountable'])
        return json.dumps([self.party, involvement, data, sorted(depends)], sort_keys=True, default=str)


class Answer:
    def __init__(self, state, duties=(), sides=frozenset(), inheritability=None, stated=False, reason=None, coupling=None, named=None,
                 reached=False, complete=True, parts=None, whole=None):
        self.state, self.duties, self.sides, self.inheritability, self.stated = state, list(duties), frozenset(sides), inheritability, stated
        self.reason, self.coupling, self.named, self.reached, self.complete = reason, coupling, named, reached, complete
        self.parts, self.whole = parts, whole

    def identity(self):
        return (self.state, sorted(d.identity() for d in self.duties), self.reason, self.coupling, self.inheritability)

    def leaves(self):
        return [self] if self.parts is None else [leaf for part in self.parts for leaf in part.leaves()]


def assigned(effective, duties, coupling, inheritability, named):
    performing = [duty for duty in duties if duty.responsible]
    sides = {effective.side(duty.party) for duty in performing}
    if coupling is None and len(sides) > 1:
        coupling = 'unspecified'
        for duty in performing:
            for id in duty.data.get('dependsOn', []):
                target = effective.duty_by_id(duty.level, id, duty.context)
                if target and target.holds(duty.context) and target.responsible and effective.side(target.party) != effective.side(duty.party):
                    coupling = 'dependent'
    stated = inheritability is not None
    if not stated:
        inheritability = 'none' if sides <= {'customer'} else 'full' if 'customer' not in sides else 'partial'
    return Answer('assigned', duties, sides, inheritability, stated, coupling=coupling, named=named, reached=True)


def roll_up(answers):
    """A control with statements (section 3)."""
    counted = [a for a in answers if a.state != 'notApplicable']
    reasons, stated = {a.reason for a in answers}, all(a.stated for a in answers)
    reason = reasons.pop() if len(reasons) == 1 else None
    if not counted:
        values = {a.inheritability for a in answers}
        return Answer('notApplicable', reason=reason, stated=stated, inheritability=values.pop() if len(values) == 1 else None, parts=answers)
    states = {a.state for a in counted}
    if 'conflict' in states:
        return Answer('conflict', reason=reason, parts=answers)
    if 'assigned' not in states:
        return Answer('notDetermined' if 'notDetermined' in states else 'unassigned', reason=reason, stated=stated, parts=answers)
    duties, seen = [], Counter()
    for part in counted:
        here = Counter()
        for duty in part.duties:
            identity = duty.identity()
            here[identity] += 1
            if here[identity] > seen[identity]:
                seen[identity] += 1
                duties.append(duty)
    complete = all(a.state == 'assigned' and a.complete for a in counted)
    sides = frozenset().union(*(a.sides for a in counted))
    values = {a.inheritability for a in counted if a.state == 'assigned'}
    inheritability = 'full' if values == {'full'} and complete else 'none' if values == {'none'} and complete else 'partial'
    return Answer('assigned', duties, sides, inheritability, stated, reason, complete=complete, parts=answers)


# ------------------------------------------------------------------------------------------------------------------ mappings

INVERSE = {'equal': 'equal', 'subset': 'superset', 'superset': 'subset', 'intersects': 'intersects', 'none': 'none'}


def relations_to(effective, target):
    """What a matrix's controls are to a control of another catalog, in the order of the mappings: (nodes, relation)."""
    result = []
    names = {catalog.name: catalog for catalog in effective.catalogs}
    for mapping in effective.library.mappings:
        for forward in (True, False):
            source, goal = (mapping['from'], mapping['to']) if forward else (mapping['to'], mapping['from'])
            if goal != target.catalog or source not in names or source == target.catalog:
                continue
            there = effective.library.catalogs[goal]
            for relation in mapping['relations']:
                to = relation['to'] if isinstance(relation['to'], list) else [relation['to']]
                sources, goals = (relation['from'], to) if forward else (to, relation['from'])
                word = relation['relation'] if forward else INVERSE[relation['relation']]
                found = [there.find(goal) for goal in goals]
                if target not in found or word not in ('equal', 'superset'):
                    continue
                if word == 'equal' and len(goals) > 1:
                    continue
                result.append(([names[source].find(s) for s in sources], word))
    for row in effective.rows.values():
        for counterpart in row.data.get('mapsTo', []):
            name, _, reference = counterpart['control'].partition(':')
            catalog = next((c for c in effective.library.catalogs.values() if name in (c.data['id'], c.name) and c.name == target.catalog), None)
            if catalog and catalog.find(reference) is target and counterpart['relation'] in ('equal', 'superset'):
                result.append(([row], counterpart['relation']))
    return result


def carried(effective, context, target):
    """The answers for a control of another catalog: one for each relation that carries something; empty where none does."""
    for above in target.ancestors():
        answers = {'equal': [], 'superset': []}
        for nodes, word in relations_to(effective, above):
            answer = combine(effective, context, nodes, word == 'superset')
            if answer is not None:
                answers[word].append(answer)
        # What is equal says more than what it is a part of.
        if answers['equal'] or answers['superset']:
            return answers['equal'] or answers['superset']
    return []


def combine(effective, context, nodes, is_part):
    here = [effective.answer(context, node) if node in effective.scope else None for node in nodes]
    if all(answer is None for answer in here):
        return None
    answers = [answer or Answer('unassigned') for answer in here]
    if is_part:
        return part_of(*answers)
    return answers[0] if len(answers) == 1 else roll_up(answers)


def part_of(*answers):
    """The answer for a part of what is answered: a part of a shared whole need not be shared."""
    states = {answer.state for answer in answers}
    if states == {'notApplicable'}:
        return roll_up(list(answers)) if len(answers) > 1 else answers[0]
    sides = {answer.sides for answer in answers}
    if states == {'assigned'} and len(sides) == 1 and len(next(iter(sides))) == 1 and all(a.complete for a in answers):
        return answers[0] if len(answers) == 1 else roll_up(list(answers))
    if states == {'unassigned'}:
        return Answer('unassigned')
    return Answer('notDetermined', reason='a part of a shared whole', whole=Answer(None, parts=answers))


# -------------------------------------------------------------------------------------------------------------------- chains

LEVELS = {'fedramp': ['lisaas', 'low', 'moderate', 'high'], 'cmmc': ['1', '2', '3'], 'c5': ['type1', 'type2'], 'dodil': ['2', '4', '5', '6']}


def plain(text):
    return ''.join(c for c in (text or '').lower() if c.isalnum())


def is_met(need, authorizations, day):
    for one in authorizations:
        basis = one.get('basis', 'authorized')
        if plain(one['scheme']) != plain(need['scheme']) or (one.get('validUntil') or '9999') < day:
            continue
        if basis != need['basis'] if need.get('basis') else basis not in ('authorized', 'equivalent'):
            continue
        if need.get('level'):
            levels, wanted, has = LEVELS.get(plain(need['scheme']), []), plain(need['level']), plain(one.get('level'))
            if not has or (levels.index(has) < levels.index(wanted) if wanted in levels and has in levels else has != wanted):
                continue
        return True
    return False


class Performer:
    def __init__(self, party, done, matrix, own):
        self.party, self.done, self.matrix, self.own = party, done, matrix, own


class Expansion:
    """Who performs, through the chain, seen from one document."""

    def __init__(self):
        self.performers, self.retained, self.flags, self.is_broken = [], [], set(), False

    def add(self, other):
        self.performers += other.performers
        self.retained += other.retained
        self.flags |= other.flags
        self.is_broken |= other.is_broken


class Chain:
    def __init__(self, library, day):
        self.library, self.day, self.effectives = library, day, {}

    def effective(self, matrix):
        if id(matrix) not in self.effectives:
            self.effectives[id(matrix)] = Effective(self.library, matrix)
        return self.effectives[id(matrix)]

    def expand(self, answer, way=()):
        """Performers and retained duties; what an upstream leaves to its customer stays with it, however the customer does it."""
        result = Expansion()
        for leaf in answer.leaves():
            for duty in leaf.duties:
                if not duty.responsible:
                    continue
                if duty.upstream is None or (way and duty.effective.side(duty.party) == 'customer'):
                    result.performers.append(Performer(duty.party, duty.done, duty.effective.id, True))
                else:
                    result.add(self.inherit(duty, way))
        return result

    def inherit(self, duty, way):
        result, effective = Expansion(), duty.effective
        entry = effective.upstreams.get(duty.upstream)
        if entry is None:
            result.is_broken = True
            return result
        provider = effective.party(entry['level'], entry['provider'])
        customer = effective.party(entry['level'], entry.get('customer', 'provider'))
        if entry.get('assurance') == 'carveOut':
            result.flags.add('carvedOut')
        if not entry.get('matrix'):
            if customer != duty.party:
                result.is_broken = True
                return result
            result.flags.add('unverified')
            result.performers.append(Performer(provider, duty.done, None, False))
            return result
        matrix = self.library.matrix(entry['matrix'], entry.get('version'))
        if matrix is None:
            result.is_broken = True
            return result
        if entry.get('needs') and not any(is_met(need, matrix.get('authorizations', []), self.day) for need in entry['needs']):
            result.flags.add('unassured')
        if customer != duty.party:
            result.is_broken = True
            return result
        try:
            there = self.effective(matrix)
        except Broken:
            result.is_broken = True
            return result
        if there.is_open(entry.get('context')):
            result.is_broken = True
            return result
        context = there.contexts(entry.get('context'))[0]
        for answer, node in self.targets(there, context, duty):
            step = (there.id, node)
            if answer is None or step in way:
                result.is_broken = True
                continue
            if answer.state == 'notApplicable' and answer.stated and answer.inheritability != 'none':
                continue
            if answer.state != 'assigned' or answer.sides == {'customer'} or answer.inheritability == 'none':
                result.is_broken = True
                continue
            deeper = self.expand(answer, way + (step,))
            result.flags |= deeper.flags
            result.is_broken |= deeper.is_broken
            for one in deeper.performers:
                if one.own and there.side(one.party) == 'customer':
                    result.retained.append(Performer(customer, one.done, one.matrix, False))
                else:
                    result.performers.append(self.renamed(one, there, provider, customer))
            for one in deeper.retained:
                result.retained.append(self.renamed(one, there, provider, customer))
        return result

    @staticmethod
    def renamed(one, there, provider, customer):
        party = provider if one.party == there.provider else customer if one.party == there.customer else \
            one.party if '/' in one.party else f'{there.id}/{one.party}'
        return Performer(party, one.done, one.matrix, False)

    def targets(self, there, context, duty):
        named = duty.data.get('upstreamControls')
        if named:
            nodes = [there.find(0, reference) for reference in named]
            return [(there.answer(context, node) if node in there.scope else None, node) for node in nodes]
        node = duty.node
        if node.catalog == 'local':
            return [(None, node)]
        if node in there.scope:
            return [(there.answer(context, node), node)]
        answers = carried(there, context, node)
        return [(answers[0] if answers else None, node)]


# ----------------------------------------------------------------------------------------------------------------- portfolio

ORDER = ['open', 'mine', 'covered', 'notApplicable', 'unaddressed']
OWN = ['contradicted', 'unclaimed', 'planned', 'claimed', 'inherited', 'declared']
FLAGS = ['notDone', 'unverified', 'carvedOut', 'unassured', 'accountable']
PARENTS = ['open', 'unaddressed', 'mine', 'covered', 'notApplicable']


def in_force(matrix, day):
    return (matrix.get('effective') or '0') <= day <= (matrix.get('expires') or '9999')


class Service:
    """One service with the document that counts."""

    def __init__(self, chain, matrix, file, party, plan):
        self.chain, self.matrix, self.file, self.plan = chain, matrix, file, plan or {}
        self.id = matrix['service']['id']
        self.effective = chain.effective(matrix)
        self.parties = find_party(self.effective, self.plan.get('party') or party)
        self.contexts = self.effective.contexts(self.plan.get('context'))
        self.is_open = self.effective.is_open(self.plan.get('context'))
        self.is_expired = not in_force(matrix, chain.day)

    def answers(self, context, target):
        """The answers for a control of the target catalog: none where it is out of scope, several where relations differ."""
        if target in self.effective.scope or target in self.effective.row_statements:
            return [self.effective.answer(context, target)]
        return carried(self.effective, context, target)

    def cell(self, target):
        """(state, flags, statedAt), or None where the service says nothing of the control."""
        if not self.parties or not self.in_plan(target):
            return None
        cells = [self.cell_in(context, target) for context in self.contexts]
        if cells[0] is None:
            return None
        states, flags, places = {cell[0] for cell in cells}, set().union(*(cell[1] for cell in cells)), {cell[2] for cell in cells}
        state = states.pop() if len(states) == 1 else 'open'
        if state == 'mine':
            flags -= {'accountable'}
        return state, flags, places.pop() if len(places) == 1 else None

    def in_plan(self, target):
        if self.plan.get('controls') is None:
            return True
        catalog = self.chain.library.catalogs[target.catalog]
        entry = {'id': catalog.data['id'], 'edition': catalog.data['edition'], 'include': self.plan['controls']}
        if not hasattr(self, 'planned'):
            self.planned = Effective.entry_scope(self.effective, 0, entry)
        return target in self.planned

    def cell_in(self, context, target):
        answers = self.answers(context, target)
        if not answers:
            return None
        if len(answers) > 1 and any((a.state, a.sides, a.inheritability) != (answers[0].state, answers[0].sides, answers[0].inheritability)
                                    for a in answers[1:]):
            return ('open', set(), None)
        answer = answers[0]
        parts = [self.leaf_cell(leaf) for leaf in (answer.whole or answer).leaves()]
        state = 'open' if answer.whole else min((part[0] for part in parts), key=ORDER.index)
        return state, set().union(*(part[1] for part in parts)), stated_at(answer.whole or answer, target)

    def leaf_cell(self, answer):
        """State and flags of an answer that is no roll-up."""
        expansion = self.chain.expand(answer)
        mine = {p.party for p in expansion.performers + expansion.retained} & self.parties
        flags = set(expansion.flags)
        if any(not p.done for p in expansion.performers):
            flags.add('notDone')
        if self.is_expired or answer.state in ('unassigned', 'notDetermined', 'conflict') or expansion.is_broken:
            return 'open', flags
        has_duty = mine or any(d.party in self.parties and (d.responsible or d.accountable) for d in answer.duties)
        if answer.stated and answer.inheritability in ('none', 'partial') and not has_duty:
            return 'open', flags
        if mine:
            return 'mine', flags
        if answer.state == 'notApplicable':
            return 'notApplicable', flags
        if not expansion.performers:
            return 'open', flags
        if any(d.party in self.parties and d.accountable for d in answer.duties):
            flags.add('accountable')
        return 'covered', flags


def stated_at(answer, target):
    """The control that the deciding assignment named, where it was not the one that is asked about."""
    named = {leaf.named for leaf in answer.leaves()}
    named = named.pop() if len(named) == 1 else None
    if named is None or named is target:
        return None
    return named.id if named.catalog in (target.catalog, 'local') else f'{named.catalog}:{named.id}'


def find_party(effective, asked):
    if asked in ('customer', 'provider'):
        return {id for id in effective.parties if effective.side(id) == asked}
    found = set()
    for id, party in effective.parties.items():
        names = {id, *effective.other_ids(id), party.get('name'), *party.get('aliases', []), *(f"{i['scheme']}:{i['value']}" for i in party.get('identifiers', []))}
        if asked in names:
            found.add(id)
    return found if len(found) == 1 else set()


class Portfolio:
    def __init__(self, folders, party, catalog=None, plan=None, own=None, with_paths=(), day=None, horizon=90, since=None, folder=None):
        self.day, self.horizon, self.party = day or datetime.datetime.now(datetime.timezone.utc).date().isoformat(), horizon, party
        self.library = Library()
        for path in with_paths:
            self.library.add_all(path)
        documents, self.folder = [], folder or '.'
        before = len(self.library.broken)
        for path in folders:
            for file in files_of(path):
                matrix = self.library.add(file)
                if matrix is not None:
                    documents.append((file, matrix))
        self.broken = self.library.broken[before:]
        self.plan = read(plan) if plan else None
        self.chain = Chain(self.library, self.day)
        self.services = [Service(self.chain, matrix, file, party, plan) for file, matrix, plan in self.choose(documents, self.day)]
        self.dropped = {file for file, _ in documents} - {service.file for service in self.services}
        levels = [id(level) for service in self.services for level in service.effective.levels]
        self.dropped = {file: matrix['service']['id'] for file, matrix in documents if file in self.dropped and id(matrix) not in levels}
        self.before = {matrix['service']['id']: matrix for _, matrix, _ in self.choose(documents, since) if in_force(matrix, since)} if since else None
        self.catalog = self.library.catalogs[catalog]
        self.own = self.chain.effective(read(own)) if own else None
        if self.own:
            known = self.library.matrices.setdefault(self.own.id, [])
            if self.own.matrix not in known:
                known.append(self.own.matrix)

    def choose(self, documents, day):
        """One document for each service (section 16)."""
        plans = {s['id']: s for s in self.plan['services']} if self.plan else None
        by_service = {}
        for file, matrix in documents:
            by_service.setdefault(matrix['service']['id'], []).append((file, matrix))
        services = []
        for id in sorted(by_service):
            if plans is not None and id not in plans:
                continue
            choice = [d for d in by_service[id] if d[1].get('status') not in ('draft', 'withdrawn')]
            wanted = plans[id].get('version') if plans else None
            if wanted:
                choice = [d for d in choice if d[1]['version'] == wanted]
            if not choice:
                continue
            choice = [d for d in choice if in_force(d[1], day)] or choice
            bases = {m['extends']['id'] for _, m in choice if 'extends' in m}

            def weight(document):
                matrix = document[1]
                return (matrix['id'] not in bases,
                        matrix.get('authoredBy', matrix['service']['provider']) in ('provider', matrix['service']['provider']), version_key(matrix['version']))
            file, matrix = max(choice, key=weight)
            services.append((file, matrix, plans[id] if plans else None))
        return services

    def changes(self):
        """Services whose document is another than it was on the day, with both versions."""
        if self.before is None:
            return []
        return sorted((s.id, self.before[s.id]['version'] if s.id in self.before else '', s.matrix['version']) for s in self.services
                      if s.id not in self.before or self.before[s.id] != s.matrix)

    def controls(self):
        """For each control of the catalog: its state, own state and cells."""
        result = {}
        for node in self.catalog.live():
            if not self.is_leaf(node):
                continue
            cells = {}
            for service in self.services:
                cell = service.cell(node)
                if cell is not None:
                    cells[service.id] = cell
            state = min((cell[0] for cell in cells.values()), key=ORDER.index, default='unaddressed')
            result[node] = (state, self.own_state(node, cells), cells)
        return result

    def is_leaf(self, node):
        return not [child for child in node.statements if not child.data.get('withdrawn')]

    def leaves(self, node):
        if self.is_leaf(node):
            return [node]
        return [leaf for child in node.statements for leaf in self.leaves(child)]

    def own_state(self, node, cells):
        if self.own is None:
            return None
        parties = {self.own.provider, self.own.author}
        if self.party != 'customer':
            parties &= find_party(self.own, self.party)
        if not parties:
            return 'unclaimed'
        context = self.own.contexts(None)[0]
        answers = [self.own.answer(context, node)] if node in self.own.scope else carried(self.own, context, node)
        if not answers:
            return 'unclaimed'
        answer = answers[0]
        duties = [d for d in answer.duties if d.party in parties and d.responsible]
        inherited = [d for d in duties if d.upstream]
        own = [d for d in duties if not d.upstream]
        if not own:
            for duty in inherited:
                matrix = self.library.matrix(self.own.upstreams[duty.upstream].get('matrix'))
                service = matrix and matrix['service']['id']
                if service in cells and cells[service][0] == 'mine':
                    return 'contradicted'
        if any(d.done or d.data.get('satisfies') for d in own):
            return 'claimed'
        if own:
            return 'planned'
        if inherited:
            return 'inherited'
        if answer.state == 'notApplicable' and answer.reason:
            return 'declared'
        return 'unclaimed'

    def parent_state(self, node, controls):
        return min((controls[leaf][0] for leaf in self.leaves(node)), key=PARENTS.index)

    # ------------------------------------------------------------------------------------------- commitments, dates, upstreams

    def commitments(self):
        found = {}
        for service in self.services:
            for one in service.effective.commitments.values():
                party = service.effective.party(one['level'], one['party'])
                if party in service.parties or service.effective.side(party) == 'customer':
                    continue
                if not any(holds(service.effective.condition(one['level'], one.get('when')), c) for c in service.contexts):
                    continue
                target = one['target']
                kind = 'business' if target['unit'].startswith('business') else 'time' if target['unit'] in TIMES else target['unit']
                if kind == 'business':
                    kind = target['unit']
                key = (one['metric'], one.get('qualifier'), one.get('window'), target.get('from'), kind)
                found.setdefault(key, {}).setdefault(service.id, []).append(target)
        result = []
        ids = [service.id for service in self.services]
        for key, services in found.items():
            least = next(iter(services.values()))[0]['operator'] == 'atLeast'

            def size(target):
                value = Decimal(str(target['value'])) * TIMES.get(target['unit'], 1)
                return value if least else -value
            ordered = sorted(((size(target), id, target) for id, targets in services.items() for target in targets), key=lambda t: t[:2])
            result.append((key[:4], tuple(sorted(set(ids) - set(services))),
                           tuple((id, str(Decimal(str(target['value'])).normalize()), target['unit']) for _, id, target in ordered)))
        return result

    def dates(self):
        last = (datetime.date.fromisoformat(self.day) + datetime.timedelta(days=self.horizon)).isoformat()
        found = []
        for service in self.services:
            matrix = service.matrix
            for member, words in (('reviewBy', 'the time for its review'), ('expires', 'the matrix')):
                if member in matrix:
                    found.append((matrix[member], service.id, words))
            for one in service.effective.evidence.values():
                if 'validUntil' in one:
                    found.append((one['validUntil'], service.id, f"evidence: {one['title']}"))
            for one in matrix.get('authorizations', []):
                if 'validUntil' in one:
                    found.append((one['validUntil'], service.id, 'authorization'))
            for matrix in self.behind(service):
                if 'expires' in matrix:
                    found.append((matrix['expires'], service.id, f"the matrix of an upstream: {matrix['title']}"))
        return sorted((day, service, what, day < self.day) for day, service, what in found if day <= last)

    def behind(self, service):
        """The matrices on which a service builds, also through others."""
        result, todo = [], [service.effective]
        while todo:
            effective = todo.pop()
            for entry in effective.upstreams.values():
                matrix = entry.get('matrix') and self.library.matrix(entry['matrix'], entry.get('version'))
                if matrix and matrix not in result:
                    result.append(matrix)
                    try:
                        todo.append(self.chain.effective(matrix))
                    except Broken:
                        pass
        return result

    def upstreams(self):
        """What each service names as its upstreams, and these as theirs, whether their documents are at hand or not."""
        result = {}
        for service in self.services:
            effectives = [service.effective]
            for matrix in self.behind(service):
                try:
                    effectives.append(self.chain.effective(matrix))
                except Broken:
                    pass
            for effective in effectives:
                for entry in effective.upstreams.values():
                    name = entry.get('matrix') or effective.parties[effective.party(entry['level'], entry['provider'])]['name']
                    result.setdefault(name, set()).add(service.id)
        return {name: tuple(sorted(services)) for name, services in result.items()}


TIMES = {'minutes': 1, 'hours': 60, 'days': 1440, 'months': 43200}

# ------------------------------------------------------------------------------------------------------------------- compare


def rmatrix():
    for configuration in ('Debug', 'Release'):
        path = os.path.join(ROOT, f'src/ResponsibilityMatrix.Cli/bin/{configuration}/net10.0/rmatrix')
        if os.path.exists(path):
            return path
    sys.exit('build it first: dotnet build src/ResponsibilityMatrix.Cli')


def ask(arguments, folder=None):
    done = subprocess.run([rmatrix(), 'portfolio', *arguments, '--format', 'json'], capture_output=True, text=True, check=False, cwd=folder)
    if not done.stdout:
        sys.exit(f'rmatrix gave no answer ({done.returncode}): {done.stderr}')
    return json.loads(done.stdout, parse_float=Decimal)


def compare(portfolio, answer):
    """The differences, as lines."""
    lines = []

    def same(what, here, there):
        if here != there:
            lines.append(f'{what}: recounted {here}, rmatrix {there}')
    controls = portfolio.controls()
    there = {control['control']: control for control in answer['controls']}
    same('controls', [n.id for n in portfolio.catalog.live()], [c['control'] for c in answer['controls']])
    counts, own_counts, services = Counter(), Counter(), {service.id: Counter() for service in portfolio.services}
    for node in portfolio.catalog.live():
        control = there.get(node.id)
        if control is None:
            continue
        same(f'{node.id} leaf', portfolio.is_leaf(node), control['leaf'])
        if node not in controls:
            same(f'{node.id} (parent)', portfolio.parent_state(node, controls), control['state'])
            same(f'{node.id} cells', [], control['services'])
            continue
        state, own, cells = controls[node]
        counts[state] += 1
        own_counts[own] += 1
        same(f'{node.id}', state, control['state'])
        same(f'{node.id} own', own, control['own'])
        theirs = {cell['service']: (cell['state'], set(cell['flags']), cell['statedAt']) for cell in control['services']}
        for service in sorted({*cells, *theirs}):
            if service in cells and service in services:
                services[service][cells[service][0]] += 1
            same(f'{node.id} in {service}', show(cells.get(service)), show(theirs.get(service)))
    same('summary', dict(counts), answer['summary'])
    if portfolio.own:
        same('own', dict(own_counts), answer['own'])
    same('services', [s.id for s in portfolio.services], [s['id'] for s in answer['services']])
    for service in answer['services']:
        mine = next((s for s in portfolio.services if s.id == service['id']), None)
        if mine is None:
            continue
        same(f'{mine.id} document', {'id': mine.matrix['id'], 'version': mine.matrix['version']}, service['matrix'])
        same(f'{mine.id} parties', sorted(mine.parties), sorted(service['parties']))
        same(f'{mine.id} author', mine.effective.side(mine.effective.author), service['authoredBy'])
        same(f'{mine.id} isExpired', mine.is_expired, service['isExpired'])
        same(f'{mine.id} authorizations', mine.matrix.get('authorizations', []), service['authorizations'])
        same(f'{mine.id} summary', dict(services[mine.id]), service['summary'])
        context = None
        if not mine.is_open:
            parameters = {k: v for k, v in mine.contexts[0].items() if k != 'serviceModel'}
            context = {'serviceModel': mine.contexts[0]['serviceModel'], 'parameters': parameters, 'asOf': portfolio.day}
        same(f'{mine.id} context', context, service['context'])
    same('commitments', sorted(portfolio.commitments(), key=str), sorted((
        ((c['metric'], c['qualifier'], c['window'], c['clock']), tuple(sorted(c['without'])),
         tuple((s['service'], str(Decimal(str(s['value'])).normalize()), s['unit']) for s in c['services'])) for c in answer['commitments']), key=str))
    same('dates', portfolio.dates(), sorted(
        (d['day'], d['service'], re.sub('^authorization:.*', 'authorization', d['what']), d['isOver']) for d in answer['dates']))
    told = {id: [d for d in answer['diagnostics'] if d['id'] == id] for id in ('RM8001', 'RM8002', 'RM8003', 'RM8004')}
    same('RM8001', sorted({os.path.abspath(file) for file, _ in portfolio.broken}),
         sorted({os.path.join(os.path.abspath(portfolio.folder), d['file']) for d in told['RM8001']}))
    for file in portfolio.dropped:
        name, service = os.path.basename(file), f"service {portfolio.dropped[file]} "
        if not any(service in d['message'] or name in d['message'] or name in (d['file'] or '') for d in told['RM8002']):
            lines.append(f'{name} is dropped, and nobody tells')
    same('RM8003', sorted(s.id for s in portfolio.services if not s.parties),
         sorted(s.id for s in portfolio.services if any(os.path.basename(s.file) == os.path.basename(d['file'] or '') for d in told['RM8003'])))
    same('RM8004', len([s for s in portfolio.services if s.is_open]), len(told['RM8004']))
    same('changes', portfolio.changes(), sorted((c['service'], c['old'] or '', c['new']) for c in answer['changes']))
    same('upstreams', portfolio.upstreams(), {u['upstream']: tuple(sorted(u['services'])) for u in answer['upstreams']})
    return lines, counts, totals(portfolio, controls)


def totals(portfolio, controls):
    """The totals, as lines: what `RecountTests` pins."""
    def counted(values, order):
        values = Counter(values)
        return ', '.join(f'{values[word]} {word}' for word in order if values[word])
    lines = [f'all: {counted((control[0] for control in controls.values()), ORDER)}']
    if portfolio.own:
        lines.append(f'own: {counted((control[1] for control in controls.values()), OWN)}')
    for service in portfolio.services:
        cells = [control[2][service.id] for control in controls.values() if service.id in control[2]]
        flags = counted((flag for cell in cells for flag in cell[1]), FLAGS)
        lines.append(f'{service.id}: {counted((cell[0] for cell in cells), ORDER) or "nothing"}' + (f'; {flags}' if flags else ''))
    return lines


def show(cell):
    """A cell in words; what is open has seldom one assignment that decides, so that where it is stated is not compared."""
    return None if cell is None else f"{cell[0]} {','.join(sorted(cell[1])) or '-'} {cell[0] != 'open' and cell[2] or '-'}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folders', nargs='*')
    parser.add_argument('--for', dest='party', default='customer')
    parser.add_argument('--catalog')
    parser.add_argument('--services')
    parser.add_argument('--own')
    parser.add_argument('--with', dest='with_paths', action='append', default=[])
    parser.add_argument('--as-of', dest='day')
    parser.add_argument('--horizon', default='90d')
    parser.add_argument('--since')
    parser.add_argument('--random', type=int)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--keep', help='with --random: where the portfolios that differ are kept')
    arguments = parser.parse_args()
    if arguments.random:
        return random_portfolios(arguments.random, arguments.seed, arguments.keep)
    return recount(arguments)


def random_portfolios(count, seed, keep):
    from concurrent.futures import ThreadPoolExecutor
    differing, total = 0, Counter()

    def one(number):
        folder = os.path.join(keep, str(number)) if keep else tempfile.mkdtemp()
        os.makedirs(folder, exist_ok=True)
        words = Maker(number, folder).make()
        values = dict(zip(words[1::2], words[2::2]))
        answer = ask(words, folder)

        def at(path):
            return os.path.join(folder, path) if path else None
        portfolio = Portfolio([at('services')], values['--for'], 't@1', at(values.get('--services')), at(values.get('--own')), [at('with')],
                              values['--as-of'], folder=folder)
        lines, counts, _ = compare(portfolio, answer)
        if not lines:
            shutil.rmtree(folder)
        return number, words, lines, counts
    with ThreadPoolExecutor(2) as pool:
        for number, words, lines, counts in pool.map(one, range(seed, seed + count)):
            total += counts
            if lines:
                differing += 1
                print(f"seed {number}: {' '.join(words)}")
                for line in lines:
                    print('  ' + line)
    print(f"{count} portfolios, {sum(total.values())} leaves: {', '.join(f'{total[s]} {s}' for s in ORDER)}; {differing} portfolios differ")
    return 1 if differing else 0


def recount(arguments):
    day = arguments.day or datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    words = [*arguments.folders, '--for', arguments.party, '--as-of', day, '--horizon', arguments.horizon]
    for name, value in (('--catalog', arguments.catalog), ('--services', arguments.services), ('--own', arguments.own), ('--since', arguments.since)):
        words += [name, value] if value else []
    for path in arguments.with_paths:
        words += ['--with', path]
    answer = ask(words)
    portfolio = Portfolio(arguments.folders, arguments.party, arguments.catalog or answer['catalog'], arguments.services, arguments.own,
                          arguments.with_paths, day, int(arguments.horizon.rstrip('d')), arguments.since)
    lines, counts, sums = compare(portfolio, answer)
    for line in lines + sums:
        print(line)
    print(f'{sum(counts.values())} leaves, {len(lines)} differences')
    return 1 if lines else 0


if __name__ == '__main__':
    sys.exit(main())
