namespace ResponsibilityMatrix.Oscal;

/// <summary>The models of OSCAL that are read here; each is named by the one member of the document's root.</summary>
public enum OscalModel
{
    /// <summary><c>catalog</c>: a catalog, or a profile that was resolved to one.</summary>
    Catalog,

    /// <summary><c>profile</c>: a selection of controls of catalogs that it links to.</summary>
    Profile,

    /// <summary><c>component-definition</c>: components that implement controls.</summary>
    ComponentDefinition,

    /// <summary><c>system-security-plan</c>: a system, and how it implements controls.</summary>
    SystemSecurityPlan,

    /// <summary><c>mapping-collection</c>: relations between controls of two catalogs.</summary>
    MappingCollection,
}
