using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.FieldOwnership;
using Sampan.Kubernetes.Patching;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Cel.Values;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Policies;

/// <summary>What a mutation's value does to an object (policy/mutating/patch).</summary>
internal static class PolicyMutation
{
    /// <summary>The object with a value applied to it as server-side apply would, but owned by nobody. Or why that cannot be.</summary>
    public static (JsonObject? Result, string? Error) Apply(JsonObject draft, CelValue value, IValueSchema? schema)
    {
        if (JsonValues.ToJson(value) is not JsonObject configuration)
        {
            return (null, "apply configuration must be an object");
        }

        foreach (var name in new[] { "apiVersion", "kind", "metadata.name", "metadata.namespace", "metadata.uid", "metadata.resourceVersion", "metadata.managedFields" })
        {
            var parts = name.Split('.');
            var (owner, field) = parts.Length == 1 ? (configuration, parts[0]) : (configuration.Object(parts[0]), parts[1]);
            var own = parts.Length == 1 ? draft[field] : draft.Metadata()[field];
            if (owner?[field] is { } given && !JsonNode.DeepEquals(given, own))
            {
                return (null, $"error applying patch: invalid ApplyConfiguration: may not mutate {name}");
            }
        }

        return (schema is null ? MergePatch.Apply(draft, configuration) : StructuredMerge.Merge(draft, configuration, schema), null);
    }

    /// <summary>The object after a patch; unchanged if a test in it fails. Or why an operation does not apply.</summary>
    public static (JsonObject? Result, string? Error) Patch(JsonObject draft, CelValue value)
    {
        var result = draft;
        foreach (var operation in (JsonValues.ToJson(value) as JsonArray ?? []).OfType<JsonObject>())
        {
            try
            {
                result = JsonPatch.Apply(result, new JsonArray(operation.DeepClone()));
            }
            catch (ApiException) when (operation.Text("op") == "test")
            {
                return (draft, null);
            }
            catch (ApiException)
            {
                return (null, $"JSON Patch: {operation.Text("op")} operation does not apply: doc is missing path: \"{operation.Text("path")}\": missing value");
            }
        }

        return (result, null);
    }
}
