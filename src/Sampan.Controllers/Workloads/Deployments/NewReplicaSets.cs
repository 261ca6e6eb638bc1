using System.Text.Json.Nodes;
using Sampan.Controllers.Events;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Workloads.ReplicaSets;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Deployments;

/// <summary>Makes the ReplicaSet of a Deployment's present template, or brings the one that exists up to date.</summary>
/// <remarks><c>getNewReplicaSet</c> in <c>pkg/controller/deployment/sync.go</c>.</remarks>
internal sealed class NewReplicaSets(ICluster cluster, EventRecorder events, TimeProvider time)
{
    /// <summary>The Deployment and its sets, the present one among them.</summary>
    public async ValueTask<(DeploymentState Deployment, DeploymentSets Sets)> EnsureAsync(
        DeploymentState deployment, DeploymentSets sets, CancellationToken cancellationToken)
    {
        var revision = Revisions.Next(sets);
        Condition? progress = null;
        KubernetesObject set;
        if (sets.New is { } existing)
        {
            set = await RefreshAsync(deployment, existing, revision, cancellationToken);
            if (deployment.ProgressDeadline is not null && deployment.Conditions.Find(DeploymentStatus.Progressing) is null)
            {
                progress = Progress("FoundNewReplicaSet", $"Found new replica set \"{existing.Name}\"");
            }
        }
        else
        {
            set = await CreateAsync(deployment, sets, revision, cancellationToken);
            if (deployment.ProgressDeadline is not null)
            {
                progress = Progress("NewReplicaSetCreated", $"Created new replica set \"{set.Metadata.Name}\"");
            }
        }

        var updated = await NoteAsync(deployment, Revisions.Of(set), progress, cancellationToken);
        return (updated, new DeploymentSets(updated.Object, [.. sets.Old.Select(old => old.Object), set]));
    }

    private Condition Progress(string reason, string message) =>
        DeploymentStatus.Written(DeploymentStatus.Progressing, Condition.True, reason, message, time.GetUtcNow());

    private async ValueTask<KubernetesObject> RefreshAsync(DeploymentState deployment, ReplicaSetState set, long revision, CancellationToken cancellationToken)
    {
        var draft = set.Object.ToDraft();
        var changed = Revisions.Annotate(draft, deployment, revision, isNew: false);
        if (set.MinReadySeconds != deployment.MinReadySeconds)
        {
            draft["spec"]!["minReadySeconds"] = deployment.MinReadySeconds;
            changed = true;
        }

        return changed
            ? await cluster.UpdateAsync(WellKnownTypes.ReplicaSets, KubernetesObject.From(draft), ControllerContext.Write, cancellationToken)
            : set.Object;
    }

    private async ValueTask<KubernetesObject> CreateAsync(DeploymentState deployment, DeploymentSets sets, long revision, CancellationToken cancellationToken)
    {
        var replicas = RollingUpdate.NewSetReplicas(deployment, sets.TotalReplicas, current: 0);
        var draft = Draft(deployment, replicas);
        Revisions.Annotate(draft, deployment, revision, isNew: true);
        var set = KubernetesObject.From(draft);
        try
        {
            var created = await cluster.CreateAsync(WellKnownTypes.ReplicaSets, set, ControllerContext.Write, cancellationToken);
            if (replicas > 0)
            {
                events.Normal(deployment.Object, "ScalingReplicaSet", $"Scaled up replica set {created.Metadata.Name} from 0 to {replicas}");
            }

            return created;
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            return await FindOrAvoidAsync(deployment, set, exception, cancellationToken);
        }
        catch (ApiException exception) when (!PodControl.IsNamespaceEnding(exception) && deployment.ProgressDeadline is not null)
        {
            var message = $"Failed to create new replica set \"{set.Metadata.Name}\": {exception.Message}";
            events.Warning(deployment.Object, "ReplicaSetCreateError", message);
            await WriteStatusAsync(deployment, deployment.Conditions.With(
                DeploymentStatus.Written(DeploymentStatus.Progressing, Condition.False, "ReplicaSetCreateError", message, time.GetUtcNow())), null, cancellationToken);
            throw;
        }
    }

    /// <summary>A set of the same name is ours if the cache was behind; else two templates share a hash, and the next one differs.</summary>
    private async ValueTask<KubernetesObject> FindOrAvoidAsync(
        DeploymentState deployment, KubernetesObject set, ApiException conflict, CancellationToken cancellationToken)
    {
        var found = await cluster.GetAsync(WellKnownTypes.ReplicaSets, set.NamespacedName, cancellationToken);
        if (found.Metadata.Controller?.Uid == deployment.Object.Metadata.Uid && PodTemplates.AreEqual(found, deployment.Object))
        {
            return found;
        }

        await WriteStatusAsync(deployment, deployment.Conditions, (deployment.CollisionCount ?? 0) + 1, cancellationToken);
        throw conflict;
    }

    private async ValueTask<DeploymentState> NoteAsync(DeploymentState deployment, long revision, Condition? progress, CancellationToken cancellationToken)
    {
        var draft = deployment.Object.ToDraft();
        if (!Revisions.AnnotateDeployment(draft, revision) && progress is null)
        {
            return deployment;
        }

        if (progress is not null)
        {
            Status(draft)["conditions"] = deployment.Conditions.With(progress).ToJson();
        }

        return await WriteAsync(draft, cancellationToken);
    }

    private async ValueTask WriteStatusAsync(DeploymentState deployment, IReadOnlyList<Condition> conditions, long? collisions, CancellationToken cancellationToken)
    {
        var draft = deployment.Object.ToDraft();
        var status = Status(draft);
        status["conditions"] = conditions.ToJson();
        if (collisions is not null)
        {
            status["collisionCount"] = collisions;
        }

        await WriteAsync(draft, cancellationToken);
    }

    private async ValueTask<DeploymentState> WriteAsync(JsonObject draft, CancellationToken cancellationToken) => new(await cluster.UpdateAsync(
        WellKnownTypes.Deployments, KubernetesObject.From(draft), ControllerContext.Write with { Subresource = "status" }, cancellationToken));

    private static JsonObject Status(JsonObject draft)
    {
        if (draft["status"] is not JsonObject status)
        {
            draft["status"] = status = [];
        }

        return status;
    }

    private static JsonObject Draft(DeploymentState deployment, int replicas)
    {
        var template = PodTemplates.Draft(deployment.Object);
        var hash = PodTemplates.Hash(template, deployment.CollisionCount);
        var labels = template["metadata"]?["labels"] as JsonObject ?? [];
        labels[PodTemplates.HashLabel] = hash;
        var selector = Drafts.Of(deployment.Object.Root.Member("spec", "selector"));
        var matchLabels = selector["matchLabels"] as JsonObject ?? [];
        matchLabels[PodTemplates.HashLabel] = hash;
        if (matchLabels.Parent is null)
        {
            selector["matchLabels"] = matchLabels;
        }

        var spec = new JsonObject { ["replicas"] = replicas, ["selector"] = selector, ["template"] = template };
        if (deployment.MinReadySeconds != 0)
        {
            spec["minReadySeconds"] = deployment.MinReadySeconds;
        }

        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{deployment.Name}-{hash}",
                ["namespace"] = deployment.Object.Metadata.Namespace,
                ["labels"] = labels.DeepClone(),
                ["ownerReferences"] = new JsonArray((JsonNode)OwnerReferences.ControlledBy(deployment.Object, WellKnownTypes.Deployments)),
            },
            ["spec"] = spec,
        };
    }
}
