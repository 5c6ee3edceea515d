"""Makes small random portfolios: catalogs, a mapping, services on chains of upstreams, annexes, an own statement, a plan."""
import json
import os
import random

CATALOGS = {
    't@1': {
        'schemaVersion': '1.0', 'id': 't', 'edition': '1', 'title': 'Target', 'aliasPrefixes': ['T.'],
        'groups': [{'id': 'A', 'title': 'Group A'}, {'id': 'B', 'title': 'Group B'}, {'id': 'B1', 'title': 'Group B1', 'parent': 'B'}],
        'baselines': [{'id': 'low', 'title': 'Low', 'controls': ['A-1', 'B-1(1)']}],
        'controls': [
            {'id': 'A-1', 'title': 'A-1', 'group': 'A', 'layers': ['facility']}, {'id': 'A-1(a)', 'title': 'A-1(a)', 'parent': 'A-1'},
            {'id': 'A-1(b)', 'title': 'A-1(b)', 'parent': 'A-1', 'layers': ['data', 'application']},
            {'id': 'A-1(b)(1)', 'title': 'A-1(b)(1)', 'parent': 'A-1(b)'}, {'id': 'A-1(b)(2)', 'title': 'A-1(b)(2)', 'parent': 'A-1(b)'},
            {'id': 'A-1(1)', 'title': 'A-1(1)', 'parent': 'A-1', 'kind': 'enhancement', 'layers': ['operatingSystem']},
            {'id': 'A-2', 'title': 'A-2', 'group': 'A', 'aliases': ['OLD-2'], 'layers': ['identity']},
            {'id': 'A-10', 'title': 'A-10', 'group': 'A'},
            {'id': 'A-11', 'title': 'A-11', 'group': 'A', 'withdrawn': True, 'replacedBy': ['A-10']},
            {'id': 'B-1', 'title': 'B-1', 'group': 'B'}, {'id': 'B-1(1)', 'title': 'B-1(1)', 'parent': 'B-1', 'kind': 'enhancement'},
            {'id': 'B-1(1)(a)', 'title': 'B-1(1)(a)', 'parent': 'B-1(1)', 'kind': 'statement'},
            {'id': 'B-1(1)(b)', 'title': 'B-1(1)(b)', 'parent': 'B-1(1)', 'kind': 'statement'},
            {'id': 'B-2', 'title': 'B-2', 'group': 'B1', 'layers': ['governance']}]},
    'u@2': {
        'schemaVersion': '1.0', 'id': 'u', 'edition': '2', 'title': 'Other', 'controls': [
            {'id': 'U-1', 'title': 'U-1', 'layers': ['runtime']}, {'id': 'U-1(a)', 'title': 'U-1(a)', 'parent': 'U-1'},
            {'id': 'U-1(b)', 'title': 'U-1(b)', 'parent': 'U-1'}, {'id': 'U-2', 'title': 'U-2', 'layers': ['data']}, {'id': 'U-3', 'title': 'U-3'}]}}
LEAVES = {'t@1': ['A-1(a)', 'A-1(b)(1)', 'A-1(b)(2)', 'A-1(1)', 'A-2', 'A-10', 'B-1', 'B-1(1)(a)', 'B-1(1)(b)', 'B-2'],
          'u@2': ['U-1(a)', 'U-1(b)', 'U-2', 'U-3']}
WHOLES = {'t@1': ['A-1', 'A-1(b)', 'B-1(1)'], 'u@2': ['U-1']}
SELECTORS = {
    't@1': LEAVES['t@1'] + WHOLES['t@1'] + ['a-01 (A)', 'OLD-2', 'T.A-2', 'A-1_smt.b', 'A-*', 'A-1*', 'A-1(b)*', 'B-*', 't:group:A', 'group:B', 'group:B1',
                                            't:baseline:low', 't:*', '*', 't:A-10', 't@1:B-2'],
    'u@2': LEAVES['u@2'] + WHOLES['u@2'] + ['U-*', 'u:*', '*', 'u:U-1']}
WORDS = ['implemented', 'partial', 'planned', 'notImplemented', 'alternative', 'notApplicable']
INHERITABILITIES = ['full', 'partial', 'none']


class Maker:
    def __init__(self, seed, folder):
        self.random, self.folder = random.Random(seed), folder

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, values):
        return self.random.choice(values)

    def some(self, values, most):
        return self.random.sample(values, self.random.randint(1, min(most, len(values))))

    def write(self, path, document):
        path = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(document, file, indent=1)

    def make(self):
        """Writes a portfolio, and returns the arguments of the question."""
        for name, catalog in CATALOGS.items():
            self.write(f'with/{name}.catalog.json', catalog)
        self.write('with/u.mapping.json', self.mapping())
        self.upstreams, self.outer = [], []
        for number in range(self.random.randint(0, 4)):
            document = self.matrix(f'u{number}', is_upstream=True)
            self.write(f'with/u{number}.matrix.json', document)
            self.upstreams.append(document)
        services = []
        for number in range(self.random.randint(1, 4)):
            document = self.matrix(f's{number}')
            services.append(document)
            self.write(f'services/s{number}.matrix.json', document)
            if self.chance(.3):
                annex = self.annex(document)
                self.write(f'services/s{number}-annex.matrix.json', annex)
                services[-1] = annex
                services[-1]['base'] = document
        arguments = ['services', '--catalog', 't@1', '--with', 'with', '--as-of', '2026-06-15',
                     '--for', self.pick(['customer', 'customer', 'customer', 'lei:C', 'lei:C', 'lei:C', 'Buyer', 'shop'])]
        if self.chance(.5):
            plan = {'schemaVersion': '1.0', 'id': 'plan', 'services': [self.planned(s) for s in services if self.chance(.9)]}
            self.write('plan.portfolio.json', plan)
            arguments += ['--services', 'plan.portfolio.json']
        if self.chance(.7):
            self.write('own.matrix.json', self.own(services))
            arguments += ['--own', 'own.matrix.json']
        return arguments

    def mapping(self):
        relations = []
        for _ in range(self.random.randint(2, 7)):
            sources = self.some(LEAVES['u@2'] + WHOLES['u@2'], 1 if self.chance(.6) else 2)
            to = self.some(LEAVES['t@1'] + WHOLES['t@1'], 1 if self.chance(.9) else 2)
            relations.append({'from': sources, 'to': to if len(to) > 1 else to[0],
                              'relation': self.pick(['equal', 'equal', 'superset', 'superset', 'subset', 'intersects', 'none'])})
        mapping = {'schemaVersion': '1.0', 'id': 'u-to-t', 'from': 'u@2', 'to': 't@1', 'relations': relations}
        if self.chance(.3):
            mapping = {**mapping, 'id': 't-to-u', 'from': 't@1', 'to': 'u@2',
                       'relations': [{**r, 'from': [r['to']] if isinstance(r['to'], str) else r['to'],
                                      'to': r['from'] if len(r['from']) > 1 else r['from'][0]} for r in relations]}
        return mapping

    def matrix(self, id, is_upstream=False):
        provider = f'provider-{id}'
        matrix = {'schemaVersion': '1.0', 'id': f'urn:{id}', 'version': self.pick(['1.0.0', '1.2.0-rc.1', '2.0.0']), 'title': f'Matrix {id}',
                  'service': {'id': id, 'name': f'Service {id}', 'provider': provider, 'customer': 'cust', 'models': ['saas']},
                  'parties': [{'id': provider, 'name': f'Provider {id}'},
                              {'id': 'cust', 'name': self.pick(['Buyer', 'Customer']), 'identifiers': [{'scheme': 'lei', 'value': 'C'}]}]}
        parties = [provider, 'cust', 'provider', 'customer']
        if self.chance(.5):
            matrix['parties'].append({'id': 'third', 'name': 'Third'})
            parties.append('third')
        if self.chance(.3):
            matrix['parties'].append({'id': 'shop', 'name': 'Shop', 'side': 'customer', 'aliases': ['Buyer'] if self.chance(.2) else ['Store']})
            parties.append('shop')
        if self.chance(.2):
            matrix['parties'].append({'id': 'helper', 'name': 'Helper', 'side': 'provider'})
            parties.append('helper')
        if self.chance(.2):
            matrix['service']['models'] = ['iaas', 'saas']
        if self.chance(.2):
            matrix['serviceModels'] = [{'id': 'mine', 'title': 'Mine', 'basedOn': 'paas', 'layers': {'facility': 'shared', 'identity': 'provider'}}]
            matrix['service']['models'] = self.pick([['mine'], ['mine', 'saas']])
        if self.chance(.5):
            parameter = {'id': 'plan', 'values': self.pick([['x'], ['x', 'y'], ['x', 'y', 'z']])}
            if self.chance(.6):
                parameter['default'] = self.pick(parameter['values'])
            matrix['parameters'] = [parameter]
        self.dates(matrix)
        if self.chance(.3):
            matrix['authoredBy'] = self.pick(['cust', provider] + (['third'] if 'third' in parties else []))
        matrix['catalogs'] = []
        names = self.pick([['t@1'], ['t@1'], ['t@1'], ['u@2'], ['t@1', 'u@2']])
        for name in names:
            entry = dict(zip(('id', 'edition'), name.split('@')))
            if self.chance(.3):
                entry['include'] = self.some(SELECTORS[name], 5)
            if self.chance(.2):
                entry['exclude'] = self.some(LEAVES[name], 2)
            matrix['catalogs'].append(entry)
        if self.chance(.4):
            matrix['defaults'] = self.pick(['none', 'serviceModel'])
        selectors = [s for name in names for s in SELECTORS[name]]
        if self.chance(.25):
            matrix['controls'] = [{'id': 'r1', 'title': 'Row 1', 'parent': self.pick([leaf for name in names for leaf in LEAVES[name]])}]
            if self.chance(.5):
                matrix['controls'].append({'id': 'r2', 'title': 'Row 2', 'parent': matrix['controls'][0]['parent']})
            if self.chance(.5):
                matrix['controls'].append({'id': 'r3', 'title': 'Row 3', 'mapsTo': [
                    {'control': f"t:{self.pick(LEAVES['t@1'])}", 'relation': self.pick(['equal', 'superset', 'subset'])}]})
            selectors += ['local:*', 'local:r1', 'local:r*']
        self.entries(matrix, provider, is_upstream)
        self.selectors = selectors
        matrix['assignments'] = [self.assignment(matrix, parties, selectors) for _ in range(self.random.randint(1, 6))]
        self.promises(matrix, provider)
        return matrix

    def dates(self, matrix):
        if self.chance(.3):
            matrix['expires'] = self.pick(['2026-01-31', '2026-06-14', '2026-06-15', '2026-09-13', '2026-09-14', '2028-01-01'])
        if self.chance(.1) and 'expires' not in matrix:
            matrix['effective'] = self.pick(['2026-06-15', '2026-06-16'])
        if self.chance(.2) and 'expires' not in matrix and 'effective' not in matrix:
            matrix['reviewBy'] = self.pick(['2026-06-01', '2026-06-15', '2026-09-13', '2027-01-01'])
        if self.chance(.4):
            matrix['authorizations'] = [self.authorization() for _ in range(self.random.randint(1, 2))]

    def authorization(self):
        scheme, levels = self.pick([('fedramp', ['li-saas', 'low', 'moderate', 'high']), ('cmmc', ['1', '2', '3']), ('soc2', [None]), ('house', ['gold', None])])
        one = {'scheme': scheme}
        level = self.pick(levels)
        if level and self.chance(.8):
            one['level'] = level
        if self.chance(.4):
            one['basis'] = self.pick(['authorized', 'inProcess', 'equivalent'])
        if self.chance(.4):
            one['validUntil'] = self.pick(['2026-06-14', '2026-06-15', '2026-08-01', '2029-01-01'])
        return one

    def entries(self, matrix, provider, is_upstream):
        entries = []
        for number, upstream in enumerate(self.random.sample(self.upstreams, min(len(self.upstreams), self.random.randint(0, 2)))):
            entry = {'id': f'k{number}', 'matrix': upstream['id'], 'provider': f'sub{number}'}
            if self.chance(.1):
                entry['matrix'] = 'urn:not-there'
            elif self.chance(.1):
                entry['version'] = self.pick([upstream['version'], '9.9.9'])
            context = {}
            if len(upstream['service']['models']) > 1 and self.chance(.8):
                context['serviceModel'] = self.pick(upstream['service']['models'])
            if 'parameters' in upstream and self.chance(.8):
                context['parameters'] = {'plan': self.pick(upstream['parameters'][0]['values'])}
            if context:
                entry['context'] = context
            entries.append(entry)
        if self.chance(.3):
            entries.append({'id': 'k9', 'provider': 'sub9'})
        for entry in entries:
            if self.chance(.25):
                entry['customer'] = 'cust'
            if self.chance(.3):
                entry['assurance'] = self.pick(['inclusive', 'carveOut'])
            if self.chance(.4):
                entry['needs'] = [{k: v for k, v in self.authorization().items() if k != 'validUntil'} for _ in range(self.random.randint(1, 2))]
            matrix['parties'].append({'id': entry['provider'], 'name': f"Sub {entry['provider']}"})
        if entries:
            matrix['upstream'] = entries

    def when(self, matrix):
        result = {}
        for parameter in matrix.get('parameters', []):
            if self.chance(.7):
                result[parameter['id']] = self.some(parameter['values'], 2)
        if not result and len(matrix['service']['models']) > 1:
            result['serviceModel'] = [self.pick(matrix['service']['models'])]
        return result

    def duty(self, matrix, parties):
        duty = {'party': self.pick(parties)}
        entries = matrix.get('upstream', [])
        if entries and self.chance(.5):
            entry = self.pick(entries)
            duty = {'party': entry.get('customer', matrix['service']['provider']) if self.chance(.9) else 'provider', 'inheritedFrom': entry['id']}
            upstream = next((u for u in self.upstreams if u['id'] == entry.get('matrix')), None)
            if upstream and self.chance(.25):
                name = f"{upstream['catalogs'][0]['id']}@{upstream['catalogs'][0]['edition']}"
                duty['upstreamControls'] = self.some(LEAVES[name], 2) if self.chance(.7) else self.some(WHOLES[name], 1)
        if self.chance(.7):
            duty['text'] = self.pick(['Does it.', 'Does that.', 'Looks.'])
        if self.chance(.25) and 'inheritedFrom' not in duty:
            duty['involvement'] = self.pick([['responsible'], ['accountable'], ['consulted'], ['informed'], ['responsible', 'consulted']])
        if self.chance(.25):
            duty['implementation'] = self.some(WORDS, 2)
        when = self.when(matrix)
        if when and self.chance(.3):
            duty['when'] = when
        return duty

    def assignment(self, matrix, parties, selectors):
        assignment = {'controls': self.some(selectors, 2)}
        when = self.when(matrix)
        if when and self.chance(.4):
            assignment['when'] = when
        kind = self.pick(['state', 'split', 'short', 'short', 'duties', 'duties', 'duties'])
        if kind == 'state':
            assignment['state'], assignment['reason'] = self.pick(['notApplicable', 'notDetermined']), self.pick(['Because.', 'So.'])
        elif kind == 'split':
            assignment['split'] = self.pick(['provider', 'customer', 'shared'])
        elif kind == 'short':
            for side in self.some(['provider', 'customer'], 2):
                assignment[side] = self.pick(['Does it.', 'Does that.'])
        else:
            assignment['duties'] = [self.duty(matrix, parties) for _ in range(self.random.randint(1, 3))]
        if self.chance(.25):
            assignment['inheritability'] = self.pick(INHERITABILITIES)
        if self.chance(.1) and kind != 'state':
            assignment['coupling'] = self.pick(['independent', 'dependent'])
        return assignment

    def promises(self, matrix, provider):
        commitments = []
        for number in range(self.random.randint(0, 3)):
            metric, operator, unit, values = self.pick([
                ('availability', 'atLeast', 'percent', [99, 99.5, 99.9]), ('incidentNotificationTime', 'atMost', 'hours', [1, 24, 48]),
                ('incidentNotificationTime', 'atMost', 'days', [1, 2]), ('incidentNotificationTime', 'atMost', 'businessHours', [4, 8]),
                ('logRetention', 'atLeast', 'months', [1, 12]), ('logRetention', 'atLeast', 'days', [30, 90])])
            target = {'operator': operator, 'value': self.pick(values), 'unit': unit}
            if unit in ('hours', 'days', 'businessHours') and metric == 'incidentNotificationTime' and self.chance(.5):
                target['from'] = self.pick(['detection', 'awareness'])
            one = {'id': f'c{number}', 'party': provider if self.chance(.9) else 'cust', 'metric': metric, 'target': target}
            if self.chance(.2):
                one['qualifier'] = 'critical'
            if self.chance(.2):
                one['window'] = 'calendar month'
            when = self.when(matrix)
            if when and self.chance(.4):
                one['when'] = when
            commitments.append(one)
        if commitments:
            matrix['commitments'] = commitments
        if self.chance(.3):
            matrix['evidence'] = [{'id': 'e1', 'kind': 'report', 'title': 'Report', 'issued': '2025-01-01',
                                   'validUntil': self.pick(['2026-06-01', '2026-09-13', '2026-09-14'])}]

    def annex(self, base):
        provider = base['service']['provider']
        annex = {'schemaVersion': '1.0', 'id': f"{base['id']}:annex", 'version': '1.0.0', 'title': f"Annex of {base['id']}",
                 'extends': {'id': base['id']},
                 'service': {**base['service'], 'provider': provider, 'customer': 'us' if self.chance(.5) else 'cust'},
                 'parties': [{'id': provider, 'name': 'Provider of the annex'}]}
        annex['parties'].append({'id': annex['service']['customer'], 'name': 'Buyer', 'identifiers': [{'scheme': 'lei', 'value': 'C'}]})
        if base.get('parameters') and self.chance(.3):
            annex['parameters'] = [{**base['parameters'][0], 'values': base['parameters'][0]['values'][:1]}]
            annex['parameters'][0].pop('default', None)
        if self.chance(.2):
            annex['defaults'] = 'serviceModel'
        self.dates(annex)
        parties = [p['id'] for p in annex['parties']] + ['provider', 'customer']
        shape = {**annex, 'upstream': []} if annex['service']['customer'] == 'us' else {**annex, 'upstream': base.get('upstream', [])}
        selectors = [s for s in self.selectors if not s.startswith('local')]
        annex['assignments'] = [self.assignment(shape, parties, selectors) for _ in range(self.random.randint(0, 3))]
        return annex

    def planned(self, matrix):
        base = matrix.pop('base', None)
        one = {'id': matrix['service']['id']}
        parameters = matrix.get('parameters') or (base or {}).get('parameters') or []
        context = {}
        if len(matrix['service']['models']) > 1 and self.chance(.6):
            context['serviceModel'] = self.pick(matrix['service']['models'])
        if parameters and self.chance(.6):
            context['parameters'] = {'plan': self.pick(parameters[0]['values'])}
        if context:
            one['context'] = context
        if self.chance(.2):
            one['controls'] = self.some(['A-*', 'B-1', 't:group:B', 'A-1', 'A-1(1)', 't:baseline:low', '*'], 2)
        if self.chance(.1):
            one['party'] = 'cust'
        return one

    def own(self, services):
        own = {'schemaVersion': '1.0', 'id': 'urn:own', 'version': '1.0.0', 'title': 'Own',
               'service': {'id': 'own', 'name': 'Own', 'provider': 'us', 'customer': 'client', 'models': ['onPremises']},
               'parties': [{'id': 'us', 'name': 'Buyer', 'identifiers': [{'scheme': 'lei', 'value': 'C'}]}, {'id': 'client', 'name': 'Client'}],
               'catalogs': [{'id': 't', 'edition': '1'}], 'upstream': []}
        if self.chance(.2):
            own['authoredBy'] = 'us'
        for number, service in enumerate(services):
            service.pop('base', None)
            own['parties'].append({'id': f'prov{number}', 'name': f'Prov {number}'})
            entry = {'id': f'k{number}', 'matrix': service['id'], 'provider': f'prov{number}'}
            own['upstream'].append(entry)
        self_upstreams, self.upstreams = self.upstreams, []
        own['assignments'] = [self.assignment(own, ['us', 'us', 'us', 'client', 'provider'], SELECTORS['t@1']) for _ in range(self.random.randint(1, 8))]
        self.upstreams = self_upstreams
        return own
