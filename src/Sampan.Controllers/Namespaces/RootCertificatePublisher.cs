using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Namespaces;

/// <summary>
/// Gives every namespace the ConfigMap <c>kube-root-ca.crt</c>, by which pods trust the API server
/// (kube-controller-manager's root-ca-certificate-publisher).
/// </summary>
internal sealed class RootCertificatePublisher : IReconciler
{
    private const string Name = "kube-root-ca.crt";
    private const string Annotation = "kubernetes.io/description";
    private const string Description = "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. "
        + "No other usage is guaranteed across distributions of Kubernetes clusters.";

    private readonly ControllerContext _context;
    private readonly Informer _namespaces;
    private readonly Informer _configMaps;
    private readonly string _certificate;

    private RootCertificatePublisher(ControllerContext context, Informer namespaces, Informer configMaps, string certificate)
    {
        _context = context;
        _namespaces = namespaces;
        _configMaps = configMaps;
        _certificate = certificate;
    }

    /// <summary>The controller of a cluster's root certificates.</summary>
    public static Controller Controller(ControllerContext context, string certificate)
    {
        var namespaces = context.Informers.For(WellKnownTypes.Namespaces);
        var configMaps = context.Informers.For(WellKnownTypes.ConfigMaps);
        return context.Controller("root-ca-certificate-publisher-controller", new RootCertificatePublisher(context, namespaces, configMaps, certificate))
            .Watches(namespaces, KeysOf.Itself)
            .Watches(configMaps, static change => change.Object.Metadata is { Name: Name } metadata ? [NamespacedName.ClusterScoped(metadata.Namespace)] : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        var found = _configMaps.Get(new NamespacedName(key.Name, Name));
        if (_namespaces.Get(key) is not { Metadata.DeletionTimestamp: null } || (found is not null && IsRight(found)))
        {
            return ReconcileResult.Done;
        }

        try
        {
            await (found is null
                ? _context.Cluster.CreateAsync(WellKnownTypes.ConfigMaps, KubernetesObject.From(Right(key.Name)), ControllerContext.Write, cancellationToken)
                : _context.Cluster.UpdateAsync(WellKnownTypes.ConfigMaps, KubernetesObject.From(Corrected(found)), ControllerContext.Write, cancellationToken));
        }
        catch (ApiException exception) when (exception.IsAlreadyExists || exception.IsNotFound || exception.Status.Code == 403)
        {
            // It is there already, or its namespace is going.
        }

        return ReconcileResult.Done;
    }

    private bool IsRight(KubernetesObject configMap) =>
        configMap.Metadata.Annotations.GetValueOrDefault(Annotation) == Description
        && configMap.Root.Member("data")?.EnumerateObject().Count() == 1
        && configMap.Root.Member("data")?.String("ca.crt") == _certificate;

    private JsonObject Right(string @namespace) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = Name, ["namespace"] = @namespace, ["annotations"] = new JsonObject { [Annotation] = Description } },
        ["data"] = new JsonObject { ["ca.crt"] = _certificate },
    };

    private JsonObject Corrected(KubernetesObject configMap)
    {
        JsonObject draft = configMap.ToDraft();
        draft["data"] = new JsonObject { ["ca.crt"] = _certificate };
        var metadata = draft["metadata"]!.AsObject();
        var annotations = metadata["annotations"] as JsonObject ?? [];
        annotations[Annotation] = Description;
        metadata["annotations"] = annotations.Parent is null ? annotations : annotations.DeepClone();
        return draft;
    }
}
