using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Validation;

namespace Sampan.Server.Registry;

/// <summary>Which metadata a client may change (apiserver/pkg/registry/rest BeforeUpdate).</summary>
internal static class MetadataRules
{
    /// <summary>Restores what an update silently cannot change.</summary>
    public static void KeepOnUpdate(JsonObject draft, JsonObject before)
    {
        var metadata = draft.Metadata();
        var old = before.Metadata();
        metadata.CopyFrom(old, "generation");
        metadata.CopyFrom(old, "creationTimestamp");
        metadata.Remove("selfLink");
        if (metadata.Text("uid").Length == 0)
        {
            metadata.CopyFrom(old, "uid");
        }

        if (old.ContainsKey("deletionTimestamp"))
        {
            metadata.CopyFrom(old, "deletionTimestamp");
            if (!metadata.ContainsKey("deletionGracePeriodSeconds"))
            {
                metadata.CopyFrom(old, "deletionGracePeriodSeconds");
            }
        }
    }

    /// <summary>What an update may not change, or null where all is well.</summary>
    public static IReadOnlyList<StatusCause> CheckUpdate(JsonObject draft, JsonObject before)
    {
        List<StatusCause> causes = [];
        var metadata = draft.Metadata();
        var old = before.Metadata();
        foreach (var field in new[] { "uid", "deletionTimestamp", "deletionGracePeriodSeconds" })
        {
            if (!JsonNode.DeepEquals(metadata[field], old[field]))
            {
                causes.Add(new StatusCause("FieldValueInvalid", $"Invalid value: {metadata[field]?.ToJsonString() ?? "null"}: field is immutable", $"metadata.{field}"));
            }
        }

        if (old.ContainsKey("deletionTimestamp"))
        {
            var added = metadata.Texts("finalizers").Except(old.Texts("finalizers")).ToList();
            if (added.Count > 0)
            {
                var names = string.Join(", ", added.Select(name => $"\"{name}\""));
                causes.Add(new StatusCause("FieldValueForbidden", $"Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{{{names}}}", "metadata.finalizers"));
            }
        }

        // Checked once for every object and once more by each kind's own rules, labels and the like even before that: the API
        // server reports what it finds as often.
        var content = MetadataValidation.ValidateContent(draft);
        return [.. content, .. causes, .. content, .. causes, .. content];
    }
}
