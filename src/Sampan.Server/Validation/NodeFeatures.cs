using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>The features that a node says it has: names in the alphabet's order, each once.</summary>
internal static partial class NodeFeatures
{
    private const int LongestName = 253;

    public static void Validate(JsonObject node, FieldErrors errors)
    {
        const string path = "status.declaredFeatures";
        var names = FieldErrors.Texts(node.At("status"), "declaredFeatures");
        for (var i = 0; i < names.Count; i++)
        {
            if (Fault(names[i]) is { } fault)
            {
                errors.Invalid($"{path}[{i}]", names[i], $"invalid feature name \"{names[i]}\": {fault}");
            }

            if (i + 1 == names.Count)
            {
                break;
            }

            switch (string.CompareOrdinal(names[i], names[i + 1]))
            {
                case 0:
                    errors.Duplicate($"{path}[{i + 1}]", names[i + 1]);
                    break;
                case > 0:
                    errors.Invalid($"{path}[{i + 1}]", names[i + 1], "list must be sorted alphabetically");
                    break;
            }
        }
    }

    private static string? Fault(string name) => name.Length > LongestName ? $"must be no more than {LongestName} characters"
        : !IsName().IsMatch(name) ? "must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes"
        : null;

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(/[A-Za-z0-9]+)*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsName();
}
