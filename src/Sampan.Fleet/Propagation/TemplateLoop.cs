using System.Collections.Concurrent;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Hub;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>The loop over the templates of one kind.</summary>
internal sealed class TemplateLoop
{
    private readonly ConcurrentDictionary<NamespacedName, bool> _changedByUser = [];
    private readonly Controller _controller;
    private readonly Lazy<Task> _running;

    public TemplateLoop(HubContext hub, ResourceType type, CancellationToken cancellationToken)
    {
        Informer = hub.Informers.For(type);
        var reconciler = new TemplateReconciler(hub, Informer, key => _changedByUser.TryRemove(key, out _));
        _controller = FleetControllers.Loop(hub, $"templates {type}", reconciler).Watches(Informer, Changed);
        _running = new Lazy<Task>(() => Task.Run(() => _controller.RunAsync(cancellationToken), CancellationToken.None));
    }

    public Informer Informer { get; }

    /// <summary>Starts the loop on first use; completes when it has ended.</summary>
    public Task Running => _running.Value;

    /// <summary>Looks anew at the templates that fit.</summary>
    public void Enqueue(Predicate<KubernetesObject> fits)
    {
        _ = Running;
        foreach (var template in Informer.All)
        {
            if (fits(template))
            {
                _controller.Queue.Add(template.NamespacedName);
            }
        }
    }

    private IEnumerable<NamespacedName> Changed(ObjectChange change)
    {
        if (!TemplateChanges.IsOfSpecification(change))
        {
            return [];
        }

        if (TemplateChanges.IsByUser(change))
        {
            _changedByUser[change.Object.NamespacedName] = true;
        }

        return [change.Object.NamespacedName];
    }
}
