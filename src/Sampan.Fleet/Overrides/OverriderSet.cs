using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Overrides;

/// <summary>One rule's changes, in their fixed order: image, command, args, labels, annotations, field, plaintext.</summary>
internal static class OverriderSet
{
    /// <exception cref="OverrideException">A change cannot be made.</exception>
    public static JsonObject Apply(JsonObject draft, JsonElement overriders)
    {
        foreach (var overrider in overriders.Items("imageOverrider"))
        {
            ImageOverrider.Apply(draft, overrider);
        }

        foreach (var overrider in overriders.Items("commandOverrider"))
        {
            CommandOverrider.Apply(draft, "command", overrider);
        }

        foreach (var overrider in overriders.Items("argsOverrider"))
        {
            CommandOverrider.Apply(draft, "args", overrider);
        }

        foreach (var overrider in overriders.Items("labelsOverrider"))
        {
            LabelOverrider.Apply(draft, "labels", overrider);
        }

        foreach (var overrider in overriders.Items("annotationsOverrider"))
        {
            LabelOverrider.Apply(draft, "annotations", overrider);
        }

        foreach (var overrider in overriders.Items("fieldOverrider"))
        {
            FieldOverrider.Apply(draft, overrider);
        }

        return PlaintextOverrider.Apply(draft, overriders);
    }
}
