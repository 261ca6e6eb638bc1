using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Certificates;

/// <summary>The conditions of a CertificateSigningRequest: each type once, and one verdict. A fault that was there before may stay.</summary>
internal static class RequestConditions
{
    private const string Path = "status.conditions";

    public static void Validate(JsonObject request, FieldErrors errors)
    {
        var old = Of(errors.Before);
        var oldTypes = old.Select(condition => condition.TextOf("type")).ToList();
        var (mayBeEmpty, mayRepeat) = (oldTypes.Contains(""), oldTypes.Distinct(StringComparer.Ordinal).Count() < oldTypes.Count);
        var mayContradict = oldTypes.Contains("Approved") && oldTypes.Contains("Denied");
        var known = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var condition in Of(request))
        {
            var at = $"{Path}[{index++}]";
            var type = condition.TextOf("type");
            if (type.Length == 0 && !mayBeEmpty)
            {
                errors.Required($"{at}.type");
            }

            ValidateStatus(condition, type, at, errors);
            if (!mayContradict && ((type == "Approved" && known.Contains("Denied")) || (type == "Denied" && known.Contains("Approved"))))
            {
                errors.Invalid(Path, type, "Approved and Denied conditions are mutually exclusive");
            }

            if (!known.Add(type) && !mayRepeat)
            {
                errors.Duplicate($"{at}.type", type);
            }
        }
    }

    /// <summary>Verdicts stay once they are given, and are given through one subresource alone.</summary>
    public static void CheckUpdate(JsonObject request, JsonObject before, bool mayJudge, FieldErrors errors)
    {
        foreach (var type in (ReadOnlySpan<string>)["Approved", "Denied", "Failed"])
        {
            if (Of(request, type).Count < Of(before, type).Count)
            {
                errors.Forbidden(Path, $"updates may not remove a condition of type \"{type}\"");
            }
        }

        if (mayJudge)
        {
            return;
        }

        foreach (var type in (ReadOnlySpan<string>)["Approved", "Denied"])
        {
            var (now, then) = (Of(request, type), Of(before, type));
            if (now.Count > then.Count)
            {
                errors.Forbidden(Path, $"updates may not add a condition of type \"{type}\"");
            }
            else if (now.Count == then.Count && now.Zip(then).FirstOrDefault(pair => !JsonNode.DeepEquals(pair.First, pair.Second)) is ({ } changed, { } old))
            {
                errors.Forbidden(Path, $"updates may not modify a condition of type \"{type}\"\n{Updates.SpecDifference.Of(changed, old)}");
            }
        }
    }

    private static void ValidateStatus(JsonObject condition, string type, string path, FieldErrors errors)
    {
        var status = condition.TextOf("status");
        if (status.Length == 0)
        {
            errors.Required($"{path}.status");
        }
        else if (type is "Approved" or "Denied" or "Failed")
        {
            errors.OneOf(condition, "status", path, "True");
        }
        else
        {
            errors.OneOf(condition, "status", path, "False", "True", "Unknown");
        }
    }

    private static List<JsonObject> Of(JsonObject? request) => [.. request.At("status").Each("conditions")];

    private static List<JsonObject> Of(JsonObject request, string type) => Of(request).FindAll(condition => condition.TextOf("type") == type);
}
