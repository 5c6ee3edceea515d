using System.Text.Json.Serialization;

namespace ResponsibilityMatrix.Model;

/// <summary>
/// The sides of a service agreement, as a set. The seven non-empty sets are the seven splits of a control:
/// <c>provider</c>, <c>customer</c>, <c>thirdParty</c>, <c>shared</c>, <c>sharedProviderThirdParty</c>, <c>sharedCustomerThirdParty</c> and
/// <c>sharedAll</c>. </summary>
[Flags]
[JsonConverter(typeof(MatrixJsonConverter))]
public enum Sides
{
    /// <summary>No side.</summary>
    None = 0,

    /// <summary>The cloud service provider.</summary>
    Provider = 1,

    /// <summary>The cloud service customer.</summary>
    Customer = 2,

    /// <summary>A party that is on neither side, such as a subprovider.</summary>
    ThirdParty = 4,

    /// <summary>Provider and customer.</summary>
    Shared = Provider | Customer,

    /// <summary>Provider and a third party.</summary>
    SharedProviderThirdParty = Provider | ThirdParty,

    /// <summary>Customer and a third party.</summary>
    SharedCustomerThirdParty = Customer | ThirdParty,

    /// <summary>All three sides.</summary>
    SharedAll = Provider | Customer | ThirdParty,
}
