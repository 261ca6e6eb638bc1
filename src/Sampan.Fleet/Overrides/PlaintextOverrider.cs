using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Overrides;

/// <summary>Changes any member of the object by JSON pointer.</summary>
internal static class PlaintextOverrider
{
    public static JsonObject Apply(JsonObject draft, JsonElement overriders)
    {
        var operations = overriders.Items("plaintext").Select(entry => PatchOperation.Of(entry, "path"));
        return DocumentPatch.Apply(draft, operations) is JsonObject changed && !string.IsNullOrEmpty(changed.StringAt("kind"))
            ? changed
            : throw new OverrideException("the plaintext overrides leave no object with a kind");
    }
}
