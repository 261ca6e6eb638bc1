using Sampan.Kubernetes.Naming;

namespace Sampan.Fleet.Naming;

/// <summary>The names that Karmada generates. They carry no API group: kinds of the same name collide, as upstream.</summary>
public static class FleetNames
{
    /// <summary>The (Cluster)ResourceBinding of a template: <c>name-kind</c>.</summary>
    public static string Binding(string kind, string name) => Subdomain($"{name}-{kind}");

    /// <summary>The key by which a binding is referred to in labels: a hash of <c>namespace/name</c>.</summary>
    public static string BindingReferenceKey(string @namespace, string name) => Hash(@namespace.Length > 0 ? $"{@namespace}/{name}" : name);

    /// <summary>The Work of a template: its name and a hash of <c>namespace-name-kind</c>.</summary>
    public static string Work(string kind, string name, string @namespace)
    {
        name = Subdomain(name);
        var hashed = @namespace.Length > 0 ? $"{@namespace}-{name}-{kind}" : $"{name}-{kind}";
        return $"{name}-{Hash(hashed.ToLowerInvariant())}";
    }

    /// <summary>The PropagationPolicy that promoting an object creates: its name and a hash of its namespace and type.</summary>
    /// <param name="namespace">The object's namespace.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="type">Its type as Go prints it: <c>apps/v1, Kind=Deployment</c>.</param>
    public static string PromotionPolicy(string @namespace, string name, string type) => Subdomain($"{name}-{Hash(@namespace + type)}");

    /// <summary>An EndpointSlice that was collected from a member.</summary>
    public static string ImportedEndpointSlice(string name, string cluster) => $"imported-{cluster}-{name}";

    /// <summary>The Service that a ServiceImport becomes.</summary>
    public static string DerivedService(string service) => $"derived-{service}";

    /// <summary>The Service of a member's estimator.</summary>
    public static string EstimatorService(string cluster) => $"karmada-scheduler-estimator-{cluster}";

    /// <summary>The ServiceAccount with which the hub acts on a member.</summary>
    public static string ServiceAccount(string cluster) => $"karmada-{cluster}";

    /// <summary>The Secret with which the hub impersonates users on a member.</summary>
    public static string ImpersonationSecret(string cluster) => $"{cluster}-impersonator";

    // RBAC names may hold colons and capitals, which the names of custom resources may not.
    private static string Subdomain(string name) => name.Replace(':', '.').ToLowerInvariant();

    private static string Hash(string text) => SafeEncoding.Encode(Fnv1a.Hash(text));
}
