using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 Pod that waits at a gate: the nodes that it may go to can be narrowed down, never widened.</summary>
internal static class GatedPodUpdate
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";

    public static void Check(JsonObject now, JsonObject then, FieldErrors errors)
    {
        if (!then.Each("schedulingGates").Any())
        {
            return;
        }

        var selector = now["nodeSelector"] as JsonObject;
        if ((then["nodeSelector"] as JsonObject ?? []).Any(label => !JsonNode.DeepEquals(selector?[label.Key], label.Value)))
        {
            errors.Invalid("spec.nodeSelector", SelectorValidation.Sorted(selector), "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        }

        CheckTerms(now, then, errors);
    }

    /// <summary>Takes back what has changed in which nodes a pod prefers or needs, so that what is left must be as it was.</summary>
    public static void RestoreAffinity(JsonObject spec, JsonObject then)
    {
        var old = then.At("affinity", "nodeAffinity");
        if (JsonNode.DeepEquals(spec.At("affinity", "nodeAffinity"), old))
        {
            return;
        }

        if (spec.At("affinity") is not { } affinity)
        {
            spec["affinity"] = new JsonObject { ["nodeAffinity"] = old!.DeepClone() };
            return;
        }

        affinity.Remove("nodeAffinity");
        if (old is not null)
        {
            affinity["nodeAffinity"] = old.DeepClone();
        }
        else if (then["affinity"] is null && affinity.Count == 0)
        {
            spec.Remove("affinity");
        }
    }

    private static void CheckTerms(JsonObject now, JsonObject then, FieldErrors errors)
    {
        const string path = $"spec.affinity.nodeAffinity.{Required}.nodeSelectorTerms";
        var (terms, old) = (Terms(now), Terms(then));
        if (old.Count == 0)
        {
            return;
        }

        if (terms.Count != old.Count)
        {
            var shown = terms.Count == 0 ? null : new JsonArray([.. terms.Select(term => term.DeepClone())]);
            errors.InvalidAsShown(path, InternalForm.NodeSelectorTerm.Show(shown), "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }

        for (var i = 0; i < old.Count; i++)
        {
            if (!HasOnlyMore(terms[i], old[i]))
            {
                errors.InvalidAsShown($"{path}[{i}]", InternalForm.NodeSelectorTerm.Show(terms[i]), "only additions are allowed (no mutations or deletions)");
            }
        }
    }

    // An empty term matches no node, so that any requirement would widen it.
    private static bool HasOnlyMore(JsonObject term, JsonObject old)
    {
        ReadOnlySpan<string> lists = ["matchExpressions", "matchFields"];
        var isEmpty = true;
        foreach (var list in lists)
        {
            var (requirements, kept) = (term.Each(list).ToList(), old.Each(list).ToList());
            isEmpty &= kept.Count == 0;
            if (requirements.Count < kept.Count || kept.Zip(requirements).Any(pair => !JsonNode.DeepEquals(pair.First, pair.Second)))
            {
                return false;
            }
        }

        return !isEmpty || !term.Each(lists[0]).Concat(term.Each(lists[1])).Any();
    }

    private static List<JsonObject> Terms(JsonObject spec) => [.. spec.At("affinity", "nodeAffinity", Required).Each("nodeSelectorTerms")];
}
