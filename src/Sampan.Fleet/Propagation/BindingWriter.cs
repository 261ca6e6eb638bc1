using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Naming;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>Keeps the binding of a template as its policy wants it.</summary>
internal sealed class BindingWriter
{
    private readonly HubContext _hub;
    private readonly BindingBuilding _building;

    public BindingWriter(HubContext hub)
    {
        _hub = hub;
        var priorities = hub.Informers.For(WellKnownTypes.PriorityClasses);
        _building = new BindingBuilding(hub.Interpreter, name => (int?)priorities.Get(NamespacedName.ClusterScoped(name))?.Root.Integer("value"));
    }

    public async Task WriteAsync(KubernetesObject template, Policy policy, CancellationToken cancellationToken)
    {
        var desired = _building.Build(template, policy);
        var (type, key) = Place(template.Kind, template.NamespacedName);
        var stored = _hub.Informers.For(type).Get(key);
        if (stored is null)
        {
            try
            {
                PermanentIds.Ensure(desired, type);
                await _hub.Cluster.CreateAsync(type, desired, cancellationToken);
                return;
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                stored = await _hub.Cluster.GetAsync(type, key, cancellationToken);
            }
        }

        var merged = BindingMerging.Merge(stored, desired);
        PermanentIds.Ensure(merged, type);
        if (!JsonNode.DeepEquals(merged, stored.ToDraft()))
        {
            await _hub.Cluster.UpdateAsync(type, merged, cancellationToken);
        }
    }

    /// <summary>Deletes the binding of a template that is gone. Kinds of one name share a binding's name, so the binding is asked whose it is.</summary>
    public async Task DeleteAsync(ResourceType templateType, NamespacedName template, CancellationToken cancellationToken)
    {
        var (type, key) = Place(templateType.Kind, template);
        if (_hub.Informers.For(type).Get(key) is { } binding && binding.Root.Member("spec", "resource")?.String("apiVersion") == templateType.ApiVersion)
        {
            await _hub.Cluster.DeleteIfPresentAsync(type, key, cancellationToken);
        }
    }

    private static (ResourceType Type, NamespacedName Key) Place(string kind, NamespacedName template) => (
        template.Namespace.Length > 0 ? FleetTypes.ResourceBindings : FleetTypes.ClusterResourceBindings,
        new NamespacedName(template.Namespace, FleetNames.Binding(kind, template.Name)));
}
