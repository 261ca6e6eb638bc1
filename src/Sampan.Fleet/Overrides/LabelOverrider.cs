using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Overrides;

/// <summary>Adds labels or annotations, or replaces or removes those that are there.</summary>
internal static class LabelOverrider
{
    public static void Apply(JsonObject draft, string field, JsonElement overrider)
    {
        var @operator = overrider.StringOrEmpty("operator");
        foreach (var (key, value) in overrider.StringMap("value"))
        {
            var current = draft.ObjectAt("metadata", field);
            switch (@operator)
            {
                case "add":
                    draft.Child("metadata").Child(field)[key] = value;
                    break;
                case "replace" when current?.ContainsKey(key) == true:
                    current[key] = value;
                    break;
                case "remove":
                    current?.Remove(key);
                    break;
                case "replace":
                    break;
                default:
                    throw new OverrideException($"unexpected operator {@operator} for {field}");
            }
        }
    }
}
