using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Devices;

/// <summary>The requests of a claim by name, each with the names of its alternatives.</summary>
internal sealed class DeviceRequestNames
{
    private const string Rule = "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";

    private readonly Dictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);

    public DeviceRequestNames(JsonObject? devices)
    {
        foreach (var request in devices.Each("requests"))
        {
            _names[request.TextOf("name")] = request.Each("firstAvailable").Select(alternative => alternative.TextOf("name")).ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>Validates a reference to a request, or to one of its alternatives.</summary>
    public void ValidateReference(string name, string path, FieldErrors errors)
    {
        var parts = name.Split('/');
        if (parts.Length > 2)
        {
            errors.Invalid(path, name, Rule);
            return;
        }

        foreach (var part in parts)
        {
            errors.Invalid(path, part, Names.Label(part));
        }

        if (!_names.TryGetValue(parts[0], out var alternatives) || (parts.Length == 2 && !alternatives.Contains(parts[1])))
        {
            errors.Invalid(path, name, Rule);
        }
    }
}
