using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Propagation;
using Sampan.Fleet.Status;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Reporting;

/// <summary>Adds the works' status up: into their binding, item by item, and from there into the template's own status.</summary>
internal sealed class BindingStatusReconciler(HubContext hub, ResourceType type) : IReconciler
{
    private readonly string _idLabel = PermanentIds.LabelOf(type);

    public static Controller Create(HubContext hub, ResourceType type) =>
        FleetControllers.Loop(hub, $"status of {type.Plural}", new BindingStatusReconciler(hub, type))
            .Watches(hub.Informers.For(type), KeysOf.Itself)
            .Watches(hub.Informers.For(FleetTypes.Works), change => WorkOrigin.Of(change.Object, type));

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (hub.Informers.For(type).Get(key) is not { Metadata.DeletionTimestamp: null } binding)
        {
            return ReconcileResult.Done;
        }

        var id = binding.Metadata.Labels.GetValueOrDefault(_idLabel, "");
        var works = hub.Informers.For(FleetTypes.Works).Index(IndexKeys.Label)[$"{_idLabel}={id}"];
        var aggregated = BindingStatusAggregation.Aggregate(binding, works, hub.Time);
        var draft = binding.ToDraft();
        var status = draft.Child("status");
        status["aggregatedStatus"] = aggregated.AggregatedStatus.DeepClone();
        status["conditions"] = aggregated.Conditions.DeepClone();
        if (!JsonNode.DeepEquals(draft, binding.ToDraft()))
        {
            binding = await hub.Cluster.UpdateStatusAsync(type, draft, cancellationToken);
        }

        await ReportToTemplateAsync(binding, cancellationToken);
        return ReconcileResult.Done;
    }

    private async Task ReportToTemplateAsync(KubernetesObject binding, CancellationToken cancellationToken)
    {
        var resource = binding.Root.Member("spec", "resource") ?? default;
        var kind = GroupVersionKind.Parse(resource.StringOrEmpty("apiVersion"), resource.StringOrEmpty("kind"));
        if (!hub.Interpreter.Supports(kind, InterpreterOperation.AggregateStatus)
            || await hub.Types.FindAsync(kind, cancellationToken) is not { } templateType
            || await hub.Cluster.FindAsync(templateType, new NamespacedName(resource.StringOrEmpty("namespace"), resource.StringOrEmpty("name")), cancellationToken) is not { } template)
        {
            return;
        }

        var reported = hub.Interpreter.AggregateStatus(template.ToDraft(), [.. (binding.Root.Member("status") ?? default).Items("aggregatedStatus")]);
        if (!JsonNode.DeepEquals(reported["status"], template.ToDraft()["status"]))
        {
            await hub.Cluster.UpdateStatusAsync(templateType, reported, cancellationToken);
        }
    }
}
