using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Planning.Diffing;

/// <summary>Compares two states of an object, leaving out what the server keeps books with: versions, times, owners of fields, status.</summary>
public static class ObjectDiff
{
    private static readonly HashSet<string> Bookkeeping = new(StringComparer.Ordinal)
    {
        "resourceVersion", "uid", "creationTimestamp", "generation", "managedFields", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds",
    };

    /// <summary>The fields that differ, in document order; empty when nothing would change. Secret data is compared but not shown.</summary>
    public static IReadOnlyList<FieldChange> Compare(KubernetesObject before, KubernetesObject after)
    {
        List<FieldChange> changes = [];
        var hidden = after.GroupVersionKind is { Group: "", Kind: "Secret" };
        foreach (var name in Names(before.Root, after.Root).Where(name => name is not ("status" or "apiVersion" or "kind")))
        {
            Compare(name, before.Root.Member(name), after.Root.Member(name), changes, inMetadata: name == "metadata");
        }

        return hidden ? [.. changes.Select(Hide)] : changes;
    }

    private static void Compare(string path, JsonElement? before, JsonElement? after, List<FieldChange> changes, bool inMetadata)
    {
        switch (before, after)
        {
            case ({ ValueKind: JsonValueKind.Object } left, { ValueKind: JsonValueKind.Object } right):
                foreach (var name in Names(left, right).Where(name => !inMetadata || !Bookkeeping.Contains(name)))
                {
                    Compare(Join(path, name), left.Member(name), right.Member(name), changes, inMetadata: false);
                }

                break;
            case ({ ValueKind: JsonValueKind.Array } left, { ValueKind: JsonValueKind.Array } right):
                for (var i = 0; i < Math.Max(left.GetArrayLength(), right.GetArrayLength()); i++)
                {
                    Compare($"{path}[{i}]", i < left.GetArrayLength() ? left[i] : null, i < right.GetArrayLength() ? right[i] : null, changes, inMetadata: false);
                }

                break;
            case ({ } left, { } right) when JsonElement.DeepEquals(left, right):
            case (null, null):
                break;
            default:
                changes.Add(new FieldChange(path, before?.GetRawText(), after?.GetRawText()));
                break;
        }
    }

    private static IEnumerable<string> Names(JsonElement left, JsonElement right) =>
        left.EnumerateObject().Concat(right.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal);

    private static string Join(string path, string name) =>
        name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-') ? $"{path}.{name}" : $"{path}[\"{name}\"]";

    private static FieldChange Hide(FieldChange change) => change.Path.StartsWith("data", StringComparison.Ordinal) || change.Path.StartsWith("stringData", StringComparison.Ordinal)
        ? change with { Before = change.Before is null ? null : "(hidden)", After = change.After is null ? null : "(hidden, changed)" }
        : change;
}
