using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Libraries;

namespace Sampan.Server.Validation.Devices;

/// <summary>What expressions see of a device, and how large it can be (k8s.io/dynamic-resource-allocation/cel).</summary>
internal static class DeviceDeclaration
{
    private const int MostAttributes = 32;
    private const int LongestDomain = 63;
    private const int LongestIdentifier = 32;
    private const int LongestValue = 64;

    /// <summary>The declaration of <c>device</c>.</summary>
    public static CelDeclaration Of()
    {
        var fields = new Dictionary<string, CelDeclaration>
        {
            ["driver"] = Text(LongestDomain),
            ["attributes"] = Domains(new CelDeclaration { Type = CelType.Dyn, MaxElements = LongestValue }, hasNamedElements: true),
            ["capacity"] = Domains(new CelDeclaration { Type = OpaqueTypes.Quantity }, hasNamedElements: false),
            ["allowMultipleAllocations"] = new CelDeclaration { Type = CelType.Bool },
        };
        return new CelDeclaration
        {
            Type = CelType.Object("kubernetes.DRADevice", fields.ToDictionary(field => field.Key, field => field.Value.Type)),
            Fields = fields.ToDictionary(field => field.Key, field => (field.Key, field.Value)),
        };
    }

    // By domain and by identifier in it.
    private static CelDeclaration Domains(CelDeclaration value, bool hasNamedElements) => Map(LongestDomain, Map(LongestIdentifier, value, hasNamedElements), hasNamedElements: false);

    private static CelDeclaration Map(int longestKey, CelDeclaration element, bool hasNamedElements) => new()
    {
        Type = CelType.Map(CelType.String, element.Type),
        Key = Text(longestKey),
        Element = element,
        MaxElements = MostAttributes,
        HasNamedElements = hasNamedElements,
    };

    private static CelDeclaration Text(int longest) => new() { Type = CelType.String, MaxElements = longest };
}
