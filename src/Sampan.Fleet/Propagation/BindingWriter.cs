using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Api;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Naming;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>Keeps the binding of a template as its policy wants it.</summary>
internal sealed class BindingWriter(HubContext hub)
{
    private readonly Informer _priorities = hub.Informers.For(WellKnownTypes.PriorityClasses);

    public async Task WriteAsync(KubernetesObject template, Policy policy, CancellationToken cancellationToken)
    {
        var desired = new BindingBuilding(hub.Interpreter, PriorityOf).Build(template, policy);
        var (type, key) = Place(template.Kind, template.NamespacedName);
        var stored = hub.Informers.For(type).Get(key);
        if (stored is null)
        {
            try
            {
                PermanentIds.Ensure(desired, type);
                await hub.Cluster.CreateAsync(type, desired, cancellationToken);
                return;
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                stored = await hub.Cluster.GetAsync(type, key, cancellationToken);
            }
        }

        var merged = BindingMerging.Merge(stored, desired);
        PermanentIds.Ensure(merged, type);
        if (!JsonNode.DeepEquals(merged, stored.ToDraft()))
        {
            await hub.Cluster.UpdateAsync(type, merged, cancellationToken);
        }
    }

    /// <summary>Deletes the binding of a template that is gone. Kinds of one name share a binding's name, so the binding is asked whose it is.</summary>
    public async Task DeleteAsync(ResourceType templateType, NamespacedName template, CancellationToken cancellationToken)
    {
        var (type, key) = Place(templateType.Kind, template);
        if (hub.Informers.For(type).Get(key) is { } binding && binding.Root.Member("spec", "resource")?.String("apiVersion") == templateType.ApiVersion)
        {
            await hub.Cluster.DeleteIfPresentAsync(type, key, cancellationToken);
        }
    }

    private int? PriorityOf(string className) => (int?)_priorities.Get(NamespacedName.ClusterScoped(className))?.Root.Integer("value");

    private static (ResourceType Type, NamespacedName Key) Place(string kind, NamespacedName template) => (
        template.Namespace.Length > 0 ? FleetTypes.ResourceBindings : FleetTypes.ClusterResourceBindings,
        new NamespacedName(template.Namespace, FleetNames.Binding(kind, template.Name)));
}
