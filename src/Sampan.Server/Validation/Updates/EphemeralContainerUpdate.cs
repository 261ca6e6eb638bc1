using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 Pod's ephemeral containers, which can only be added.</summary>
internal static class EphemeralContainerUpdate
{
    private const string Path = "spec.ephemeralContainers";

    public static void Check(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        if (ProfileAnnotations.IsMirror(before))
        {
            errors.Forbidden("", "static pods do not support ephemeral containers");
            return;
        }

        PodValidation.ValidatePod(draft, errors);
        ProfileAnnotations.ValidateUpdate(draft, before, errors);
        var now = draft.At("spec").Each("ephemeralContainers").ToList();
        foreach (var container in before.At("spec").Each("ephemeralContainers"))
        {
            var name = container.TextOf("name");
            if (now.FindLast(other => other.TextOf("name") == name) is not { } kept)
            {
                errors.Forbidden(Path, $"existing ephemeral containers \"{name}\" may not be removed\n");
            }
            else if (!JsonNode.DeepEquals(kept, container))
            {
                errors.Forbidden(Path, $"existing ephemeral containers \"{name}\" may not be changed\n{SpecDifference.Of(kept, container)}");
            }
        }
    }
}
