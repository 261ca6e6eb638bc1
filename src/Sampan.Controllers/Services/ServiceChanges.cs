using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.Services;

/// <summary>Which Services a changed pod is, or was, an endpoint of.</summary>
internal sealed class ServiceChanges(Informer services)
{
    private readonly ObjectIndex _byNamespace = services.Index(IndexKeys.Namespace);

    public IEnumerable<NamespacedName> OfPod(ObjectChange change)
    {
        var (before, after) = (change.Before, change.After);
        foreach (var service in _byNamespace[change.Object.Metadata.Namespace])
        {
            var selector = service.PodSelector;
            if ((before is not null && selector.Matches(before.Metadata.Labels)) || (after is not null && selector.Matches(after.Metadata.Labels)))
            {
                yield return service.NamespacedName;
            }
        }
    }
}
