using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Naming;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Revisions;

/// <summary>
/// The templates that a workload has had, kept as ControllerRevisions, from which <c>kubectl rollout history</c> and
/// <c>undo</c> work.
/// </summary>
internal sealed class RevisionHistory(ICluster cluster, Informer revisions, ResourceType ownerType)
{
    private readonly ObjectIndex _byController = revisions.Index(IndexKeys.Controller);

    /// <summary>The workload's revisions, oldest first, the last one being of its present template.</summary>
    public async ValueTask<IReadOnlyList<TemplateRevision>> EnsureAsync(KubernetesObject owner, CancellationToken cancellationToken)
    {
        List<TemplateRevision> known = [.. _byController[owner.Metadata.Uid].Select(revision => new TemplateRevision(revision)).OrderBy(revision => revision.Number)];
        var data = DataOf(owner);
        var next = known.Count == 0 ? 1 : known[^1].Number + 1;
        var same = known.FindIndex(revision => HasData(revision.Object, data));
        if (same >= 0 && same == known.Count - 1)
        {
            return known;
        }

        TemplateRevision present;
        if (same >= 0)
        {
            present = await RenumberAsync(known[same], next, cancellationToken);
            known.RemoveAt(same);
        }
        else
        {
            present = await CreateAsync(owner, data, next, cancellationToken);
        }

        return [.. known.Where(revision => revision.Name != present.Name), present];
    }

    /// <summary>Deletes the oldest revisions that nothing uses beyond the limit.</summary>
    public async ValueTask TrimAsync(IReadOnlyList<TemplateRevision> known, IReadOnlySet<string> used, int limit, CancellationToken cancellationToken)
    {
        List<TemplateRevision> unused = [.. known.Take(known.Count - 1).Where(revision => !used.Contains(revision.Name) && !used.Contains(revision.Hash))];
        foreach (var revision in unused.Take(unused.Count - limit))
        {
            try
            {
                await cluster.DeleteAsync(WorkloadTypes.ControllerRevisions, revision.Object.NamespacedName, DeleteOptions.Default, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                // Somebody else was faster.
            }
        }
    }

    /// <summary>The workload as it was at a revision.</summary>
    public static KubernetesObject Restore(KubernetesObject owner, TemplateRevision revision)
    {
        var draft = owner.ToDraft();
        var template = Drafts.Of(revision.Object.Root.Member("data", "spec", "template"));
        template.Remove("$patch");
        draft["spec"]!["template"] = template;
        return KubernetesObject.From(draft);
    }

    private async ValueTask<TemplateRevision> RenumberAsync(TemplateRevision revision, long number, CancellationToken cancellationToken)
    {
        var draft = revision.Object.ToDraft();
        draft["revision"] = number;
        return new TemplateRevision(await cluster.UpdateAsync(
            WorkloadTypes.ControllerRevisions, KubernetesObject.From(draft), ControllerContext.Write, cancellationToken));
    }

    private async ValueTask<TemplateRevision> CreateAsync(KubernetesObject owner, JsonObject data, long number, CancellationToken cancellationToken)
    {
        for (var collisions = 0L; ; collisions++)
        {
            var revision = KubernetesObject.From(Draft(owner, data, number, collisions));
            try
            {
                return new TemplateRevision(await cluster.CreateAsync(WorkloadTypes.ControllerRevisions, revision, ControllerContext.Write, cancellationToken));
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                // Ours if the cache was behind; else another template has the same short name, and the next one differs.
                var existing = await cluster.GetAsync(WorkloadTypes.ControllerRevisions, revision.NamespacedName, cancellationToken);
                if (existing.Metadata.Controller?.Uid == owner.Metadata.Uid && HasData(existing, data))
                {
                    return new TemplateRevision(existing);
                }
            }
        }
    }

    private JsonObject Draft(KubernetesObject owner, JsonObject data, long number, long collisions)
    {
        var hash = SafeEncoding.Encode(Fnv1a.Hash([.. data.ToUtf8Bytes(), .. collisions == 0 ? [] : BitConverter.GetBytes(collisions)]));
        var labels = new JsonObject();
        foreach (var (key, value) in PodTemplates.Labels(owner))
        {
            labels[key] = value;
        }

        labels["controller.kubernetes.io/hash"] = hash;

        // The workload's annotations among which is why it changed: kubernetes.io/change-cause.
        var annotations = new JsonObject(owner.Metadata.Annotations.Select(annotation => KeyValuePair.Create(annotation.Key, (JsonNode?)annotation.Value)));
        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ControllerRevision",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{owner.Metadata.Name}-{hash}",
                ["namespace"] = owner.Metadata.Namespace,
                ["labels"] = labels,
                ["annotations"] = annotations,
                ["ownerReferences"] = new JsonArray((JsonNode)OwnerReferences.ControlledBy(owner, ownerType)),
            },
            ["data"] = data.DeepClone(),
            ["revision"] = number,
        };
    }

    /// <summary>A strategic merge patch that brings the template back.</summary>
    private static JsonObject DataOf(KubernetesObject owner)
    {
        var template = PodTemplates.Draft(owner);
        template["$patch"] = "replace";
        return new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
    }

    private static bool HasData(KubernetesObject revision, JsonObject data) => JsonNode.DeepEquals(Drafts.Of(revision.Root.Member("data")), data);
}
