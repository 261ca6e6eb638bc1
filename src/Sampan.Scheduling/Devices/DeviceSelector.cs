using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Devices.Expressions;

namespace Sampan.Scheduling.Devices;

/// <summary>A selector of devices by a CEL expression. A device that it cannot be evaluated for is not selected.</summary>
internal sealed class DeviceSelector
{
    private readonly Evaluation? _evaluate;

    private DeviceSelector(string expression)
    {
        try
        {
            _evaluate = new ExpressionParser(expression).Parse();
        }
        catch (FormatException)
        {
            _evaluate = null;
        }
    }

    /// <summary>The <c>selectors</c> of a class or request.</summary>
    public static ImmutableArray<DeviceSelector> ListOf(JsonElement owner) =>
        [.. owner.Items("selectors").Select(selector => new DeviceSelector(selector.Member("cel")?.StringOrEmpty("expression") ?? ""))];

    public bool Selects(Device device)
    {
        try
        {
            return _evaluate?.Invoke(new Dictionary<string, object> { ["device"] = Variables(device) }) is true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static Dictionary<string, object> Variables(Device device) => new()
    {
        ["driver"] = device.Id.Driver,
        ["attributes"] = ByDomain(device.Attributes),
        ["capacity"] = ByDomain(device.Capacity),
    };

    private static DomainMap ByDomain(ImmutableDictionary<string, object> values)
    {
        var domains = new DomainMap();
        foreach (var (name, value) in values)
        {
            var slash = name.LastIndexOf('/');
            if (!domains.TryGetValue(name[..slash], out var domain))
            {
                domains[name[..slash]] = domain = new Dictionary<string, object>(StringComparer.Ordinal);
            }

            ((Dictionary<string, object>)domain)[name[(slash + 1)..]] = value;
        }

        return domains;
    }
}
