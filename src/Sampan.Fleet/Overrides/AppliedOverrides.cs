using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Overrides;

/// <summary>The record of applied overrides on a work: <c>[{"policyName": …, "overriders": …}]</c>, ordered by policy name.</summary>
internal static class AppliedOverrides
{
    private static readonly string[] Fields =
        ["plaintext", "imageOverrider", "commandOverrider", "argsOverrider", "labelsOverrider", "annotationsOverrider", "fieldOverrider"];

    /// <summary>The annotation's text, or null where nothing was applied.</summary>
    public static string? Format(IReadOnlyCollection<(string PolicyName, JsonElement Overriders)> applied)
    {
        if (applied.Count == 0)
        {
            return null;
        }

        var record = new JsonArray();
        foreach (var (name, overriders) in applied.OrderBy(entry => entry.PolicyName, StringComparer.Ordinal))
        {
            record.Add((JsonNode)new JsonObject { ["policyName"] = name, ["overriders"] = Copy(overriders) });
        }

        return Encoding.UTF8.GetString(record.ToUtf8Bytes());
    }

    private static JsonObject Copy(JsonElement overriders)
    {
        var copy = new JsonObject();
        foreach (var field in Fields)
        {
            if (overriders.Items(field).Any())
            {
                copy.CopyFrom(overriders, field);
            }
        }

        ShowMissingValues(copy.ArrayAt("plaintext"));
        foreach (var field in copy.ArrayAt("fieldOverrider") ?? [])
        {
            ShowMissingValues(field.ArrayAt("json"));
            ShowMissingValues(field.ArrayAt("yaml"));
        }

        return copy;
    }

    // Karmada's type of these values writes null where there is none.
    private static void ShowMissingValues(JsonArray? operations)
    {
        foreach (var operation in operations ?? [])
        {
            if (operation is JsonObject entry && !entry.ContainsKey("value"))
            {
                entry["value"] = null;
            }
        }
    }
}
