using System.Text;

namespace ResponsibilityMatrix.Tables;

/// <summary>
/// The vocabulary of responsibility tables: the words for parties, states, marks and headings in English, French, German and Spanish.
/// A word that is missing is added here, in lower case and without punctuation; <see cref="Phrase"/> brings a text into that form.
/// </summary>
internal static class TableWords
{
    public static readonly string[] Provider =
    [
        "provider", "providers", "service provider", "service providers", "vendor", "vendors", "supplier", "suppliers", "msp", "mssp",
        "platform",
        "platform team", "platform teams", "infrastructure team", "operations team", "sre team", "central team", "central it",
        "hosting provider", "saas provider",
        "application provider", "solution provider", "module", "publisher", "operator", "we", "us", "our", "ours", "asp",
        "fournisseur", "prestataire", "hébergeur", "éditeur", "nous", "anbieter", "dienstleister", "dienstanbieter", "betreiber",
        "auftragnehmer",
        "hersteller", "wir", "proveedor", "prestador", "nosotros",
    ];

    /// <summary>A provider of clouds: the provider, unless the tables name another one beside it.</summary>
    public static readonly string[] Cloud =
    [
        "csp", "csps", "cloud provider", "cloud service provider", "cloud service providers", "cloud infrastructure provider",
        "infrastructure provider", "iaas provider",
        "hyperscaler", "cso", "fournisseur cloud", "fournisseur de cloud", "fournisseur de services cloud", "cloud anbieter",
        "cloudanbieter", "cloud dienstleister", "proveedor cloud", "proveedor de nube", "proveedor de la nube", "microsoft", "azure", "aws",
        "amazon",
        "amazon web services", "google", "google cloud", "gcp", "oracle", "oci", "ibm", "ibm cloud", "alibaba", "ovhcloud", "ovh",
    ];

    public static readonly string[] Customer =
    [
        "customer", "customers", "customer agency", "client", "clients", "tenant", "tenants", "csc", "cscs", "cloud customer",
        "cloud service customer", "consumer", "subscriber",
        "user", "users", "end user", "end users", "you", "your", "yours", "yourself", "organization", "organisation", "osc", "agency",
        "caller", "application team",
        "application teams", "app team", "app teams", "application owner", "development team", "dev team", "developers", "product team",
        "product teams", "workload team",
        "stream aligned team", "merchant", "buyer", "licensee", "client final", "locataire", "utilisateur", "utilisateurs", "abonné",
        "vous", "votre",
        "kunde", "kunden", "auftraggeber", "mandant", "mieter", "anwender", "nutzer", "cliente", "clientes", "usuario", "usuarios",
        "inquilino", "suscriptor",
    ];

    public static readonly string[] Shared =
    [
        "shared", "both", "together", "joint", "jointly", "common", "mutual", "co owned", "shared responsibility", "split", "partagé",
        "partagée",
        "partagés", "commun",
        "les deux", "mixte", "conjoint", "geteilt", "gemeinsam", "beide", "compartido", "compartida", "ambos", "ambas", "conjunto", "mixto",
    ];

    /// <summary>Shared if it stands alone; beside one party, a kind of that party's controls.</summary>
    public static readonly string[] Hybrid = ["hybrid", "hybride", "híbrido", "híbrida"];

    public static readonly string[] ThirdParty =
    [
        "third party", "third parties", "3rd party", "3rd parties", "subprovider", "sub provider", "subcontractor", "sub processor",
        "subprocessor", "sous traitant", "tiers",
        "dritter", "dritte", "drittanbieter", "unterauftragnehmer", "tercero", "terceros", "subcontratista", "partner", "integrator",
        "upstream provider",
    ];

    public static readonly string[] Outsourced = ["outsourced", "externalisé", "ausgelagert", "subcontratado"];

    public static readonly string[] Inherited =
    [
        "inherited", "fully inherited", "inherit", "inherits", "inheritable", "fully inheritable", "hérité", "héritée", "geerbt", "vererbt",
        "übernommen", "heredado", "heredada",
    ];

    public static readonly string[] Partly = ["partial", "partially", "partly", "partiel", "partiellement", "teilweise", "teils", "parcial",
        "parcialmente"];

    public static readonly string[] Not = ["not", "non", "no", "nicht", "kein", "keine", "never", "cannot"];

    public static readonly string[] NotApplicable =
    [
        "not applicable", "does not apply", "n a", "na", "not relevant", "not in scope", "out of scope", "not required", "not supported",
        "sans objet", "non applicable",
        "hors périmètre", "nicht anwendbar", "nicht zutreffend", "entfällt", "nicht relevant", "no aplica", "no aplicable",
        "fuera de alcance",
    ];

    public static readonly string[] Open =
    [
        "tbd", "tbc", "to be determined", "to be defined", "to be confirmed", "unknown", "undefined", "not defined", "not determined",
        "unassigned", "nobody", "nobody yet", "no one", "no one yet", "open", "offen",
        "zu klären", "unbekannt", "à définir", "à déterminer", "inconnu", "por definir", "por determinar", "pendiente", "desconocido",
    ];

    public static readonly string[] Yes = ["yes", "y", "x", "true", "oui", "ja", "si", "sí", "full", "fully", "primary", "lead",
        "responsible", "1", "o"];

    public static readonly string[] No = ["no", "n", "false", "non", "nein", "none", "not responsible", "0"];

    /// <summary>The words that mean an empty cell.</summary>
    public static readonly string[] Blank =
    [
        "none", "n a", "na", "not applicable", "nil", "null", "keine", "keiner", "kein", "aucun", "aucune", "néant", "ninguno", "ninguna",
        "nothing", "no action required",
        "sans objet", "entfällt", "no aplica",
    ];

    public static readonly string[] BlankSigns = ["-", "–", "—", "--", "/", "."];

    /// <summary>Signs in the column of a party: it performs.</summary>
    public static readonly string[] PositiveSigns = ["✅", "✔", "✓", "☑", "🗹", "●", "⚫", "■", "◉", "🟢", "⬤", "🔵", "√", "•"];

    public static readonly string[] NegativeSigns = ["❌", "✖", "✗", "✘", "☐", "○", "◯", "⚪", "➖", "🔴", "⛔", "🚫", "-", "–", "—"];

    public static readonly string[] SharedSigns = ["🤝", "◐", "◑", "🟡", "🔄", "⚙", "🔧", "🛠", "±"];

    public static readonly string[] CustomerSigns = ["👤", "👥", "🧑", "👨", "👩", "🙋"];

    public static readonly string[] ProviderSigns = ["☁", "🏢", "🏭", "🏛", "🔒", "🛡"];

    /// <summary>The words in an owner's name that do not tell whose it is.</summary>
    public static readonly HashSet<string> Fillers = new(
        """
        role roles responsibility responsibilities responsible responsable responsabilité responsabilités responsabilidad
        responsabilidades verantwortung verantwortlich verantwortlichkeit verantwortlichkeiten zuständigkeit zuständigkeiten
        zuständig rôle rol rolle aufgabe aufgaben tâches tareas pflichten pflicht obligations obligation duty duties task tasks
        action actions owner owned ownership owns own managed manages manage only primarily primary mainly mostly side part
        accountable performs performed provides provided configured configures by of the a an and or with for to is are in from
        what does do done it work should must who team teams et y und de des del der die das du la le les el los par por von vom durch
        que was qui wer quién hace fait macht system specific corporate org organization's required controlled control's operated
        operates handled handles hosted
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    /// <summary>The words of a heading that make it the heading of owners.</summary>
    public static readonly string[] OwnerHeading =
    [
        "responsib", "responsab", "verantwort", "zuständig", "owner", "ownership", "owned by", "accountab", "performed by", "performer",
        "who", "wer", "qui", "quién", "origination",
        "propriétaire", "propietario", "split", "implemented by", "managed by",
    ];

    public static readonly string[] TextHeading =
    [
        "responsib", "responsab", "verantwort", "zuständig", "duties", "duty", "task", "tasks", "tâche", "tâches", "tarea", "tareas",
        "aufgabe", "aufgaben", "pflicht", "pflichten", "obligation",
        "action", "actions", "does", "do", "work", "owns", "must", "should", "guidance", "consideration", "considerations", "requirement",
        "requirements", "implementation", "activities",
        "macht", "fait", "hace", "leistet", "beistellung", "mitwirkung", "provides", "handles", "manages",
    ];

    public static readonly string[] Internal =
        ["internal", "remove before", "remove column", "before publishing", "do not publish", "not for publication", "intern", "interne",
            "interno", "interna", "confidential", "vertraulich"];

    public static readonly string[] Dates = ["date", "dates", "datum", "fecha", "last reviewed", "last review", "last updated",
        "reviewed on", "reviewed", "updated", "geprüft am", "version"];

    public static readonly string[] Evidence = ["evidence", "proof", "artifact", "artifacts", "nachweis", "nachweise", "beleg", "preuve",
        "preuves", "evidencia", "evidencias"];

    public static readonly string[] Notes =
    [
        "note", "notes", "comment", "comments", "remark", "remarks", "bemerkung", "bemerkungen", "anmerkung", "anmerkungen", "hinweis",
        "hinweise", "kommentar", "kommentare",
        "remarque", "remarques", "commentaire", "commentaires", "observación", "observaciones", "comentario", "comentarios", "nota",
        "notas", "reference", "references", "link", "links",
        "see also", "related", "referenz", "référence", "referencia",
    ];

    public static readonly string[] Status =
        ["status", "state", "implementation status", "umsetzungsstatus", "umsetzung", "umsetzungsstand", "statut", "état", "estado",
            "maturity", "answer", "response", "antwort", "réponse", "respuesta"];

    public static readonly string[] Inheritance = ["inherit", "inheritance", "inherited", "inheritable", "inheritability", "héritage",
        "héritable", "hérité", "vererbung", "vererbbar", "herencia", "heredable"];

    public static readonly string[] Component =
        ["component", "components", "feature", "features", "komponente", "composant", "composante", "componente", "system component",
            "asset", "module", "product", "subsystem", "service"];

    public static readonly string[] Group =
    [
        "family", "domain", "category", "section", "group", "area", "control family", "control domain", "theme", "chapter", "kategorie",
        "bereich", "domäne", "familie", "thema", "kapitel",
        "famille", "domaine", "catégorie", "thème", "familia", "dominio", "categoría", "área", "tema",
    ];

    public static readonly string[] Description =
        ["description", "statement", "specification", "text", "detail", "details", "definition", "beschreibung", "descripción",
            "requirement statement", "wording", "objective"];

    public static readonly string[] Guidance = ["guidance", "implementation", "how", "implementation guidance",
        "implementation description", "umsetzungshinweis", "guide", "recommendation"];

    public static readonly string[] Title =
    [
        "title", "name", "activity", "activities", "task", "tasks", "process", "feature", "service", "item", "resource", "domain", "area",
        "topic", "function", "layer", "capability", "requirement", "control",
        "titel", "bezeichnung", "aktivität", "tätigkeit", "aufgabe", "leistung", "maßnahme", "anforderung", "thema", "bereich", "titre",
        "intitulé", "activité", "tâche", "exigence", "domaine", "título", "nombre",
        "actividad", "tarea", "requisito", "dominio", "responsibility", "responsibilities", "verantwortlichkeit", "responsabilité",
    ];

    public static readonly string[] Control =
    [
        "control", "control id", "control number", "control no", "control identifier", "id", "ref", "reference", "requirement",
        "requirement id", "req", "practice", "practice id",
        "question id", "identifier", "nist", "clause", "no", "nr", "number", "kontrolle", "maßnahme", "anforderung", "kennung", "ziffer",
        "contrôle", "exigence", "identifiant", "référence", "n", "control ref",
        "requisito", "identificador", "número", "referencia", "controls", "controls reference", "safeguard", "criterion", "kriterium",
    ];

    public static readonly string[] Legend =
    [
        "legend", "legende", "légende", "leyenda", "key", "symbol", "symbole", "símbolo", "icon", "letter", "abbreviation", "term",
        "meaning", "definition", "bedeutung", "signification", "significado",
        "buchstabe", "abkürzung",
    ];

    /// <summary>The words of headings that name service models.</summary>
    public static readonly string[] Models =
    [
        "iaas", "paas", "saas", "caas", "faas", "daas", "on prem", "on premises", "on premise", "onprem", "self hosted", "selfhosted",
        "self managed", "hosted", "managed", "serverless", "dedicated", "private cloud",
        "public cloud", "hybrid cloud", "cloud", "kubernetes", "containers", "vm", "vms", "auf eigenen servern", "sur site", "auto hébergé",
        "local", "en sitio", "autogestionado", "byoc", "bring your own",
    ];

    /// <summary>The words of headings that name plans.</summary>
    public static readonly string[] Plans =
    [
        "free", "basic", "standard", "pro", "professional", "premium", "business", "enterprise", "team", "plan", "plus", "starter",
        "essential", "essentials", "advanced", "ultimate", "bronze", "silver", "gold", "platinum", "gratis",
        "gratuit", "tier",
    ];

    /// <summary>The words of the format for the words of a status.</summary>
    public static readonly (string Status, string[] Words)[] Statuses =
    [
        ("notImplemented", ["no", "not implemented", "nicht umgesetzt", "non mis en œuvre", "no implementado", "missing", "not met"]),
        ("partial", ["partially implemented", "partial", "partly implemented", "partially", "teilweise umgesetzt", "teilweise",
            "partiellement", "parcial", "in progress", "parcialmente implementado"]),
        ("planned", ["planned", "geplant", "prévu", "planifié", "planificado", "planeado"]),
        ("alternative", ["alternative implementation", "alternative", "compensating", "alternativ"]),
        ("notApplicable", ["n a", "na", "not applicable", "nicht anwendbar", "non applicable", "sans objet", "no aplica"]),
        ("implemented", ["implemented", "fully implemented", "in place", "umgesetzt", "mis en œuvre", "implementado", "met", "done", "yes",
            "complete", "completed", "operational"]),
    ];

    /// <summary>A text as words in lower case, with a blank between two of them: no punctuation, and <c>ControlId</c> as two
    /// words.</summary>
    public static string Phrase(string text)
    {
        var phrase = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length && i < 400; i++)
        {
            var c = text[i];
            if (c is '\'' or '’')
            {
                // The s of a possessive goes.
                if (i + 1 < text.Length && text[i + 1] is 's' && (i + 2 >= text.Length || !char.IsLetter(text[i + 2]))) i++;
                else phrase.Append(' ');
                continue;
            }
            if (!char.IsLetterOrDigit(c))
            {
                if (phrase.Length > 0 && phrase[^1] != ' ') phrase.Append(' ');
                continue;
            }
            if (char.IsUpper(c) && i > 0 && char.IsLower(text[i - 1]) && i + 1 < text.Length && char.IsLower(text[i + 1]))
                phrase.Append(' ');
            phrase.Append(char.ToLowerInvariant(c));
        }
        return phrase.ToString().Trim();
    }

    /// <summary>Whether a phrase is one of the words.</summary>
    public static bool Is(string phrase, string[] words) => phrase.Length > 0 && Array.IndexOf(words, phrase) >= 0;

    /// <summary>Whether a phrase has one of the words.</summary>
    public static bool Has(string phrase, string[] words)
    {
        foreach (var word in words)
            if (Find(phrase, word) >= 0) return true;
        return false;
    }

    /// <summary>Whether a phrase has a word that begins with one of the stems.</summary>
    public static bool HasStem(string phrase, string[] stems)
    {
        foreach (var stem in stems)
            if (phrase.StartsWith(stem, StringComparison.Ordinal) || phrase.Contains(" " + stem, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>Where a word stands in a phrase, or -1.</summary>
    public static int Find(string phrase, string word)
    {
        for (var at = phrase.IndexOf(word, StringComparison.Ordinal); at >= 0; at = phrase.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || phrase[at - 1] == ' ') && (at + word.Length == phrase.Length || phrase[at + word.Length] == ' ')) return at;
            if (at + 1 >= phrase.Length) break;
        }
        return -1;
    }

    /// <summary>The sign that a text begins with, or null.</summary>
    public static string? SignOf(string text, string[] signs)
    {
        var compared = CellWords.Compared(text);
        foreach (var sign in signs)
            if (compared == sign || (compared.StartsWith(sign, StringComparison.Ordinal) && !(sign.Length == 1 && sign[0] < 0x2100)))
                return sign;
        return null;
    }
}
