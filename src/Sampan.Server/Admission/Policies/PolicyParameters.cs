using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Policies;

/// <summary>The objects that parametrize a policy, as a binding refers to them (policy/generic CollectParams).</summary>
internal static class PolicyParameters
{
    /// <summary>The parameters to evaluate a policy with, one after the other; a null entry: without. Or why there can be none.</summary>
    public static async ValueTask<(IReadOnlyList<KubernetesObject?> Parameters, string? Error)> FindAsync(ServedCluster cluster, JsonElement policySpec, JsonElement bindingSpec, string @namespace, CancellationToken cancellationToken)
    {
        if (policySpec.Member("paramKind") is not { } kind || bindingSpec.Member("paramRef") is not { } reference)
        {
            return ([null], null);
        }

        if (Resource(cluster, kind) is not { } resource)
        {
            return ([], "paramKind is not known");
        }

        var own = reference.StringOrEmpty("namespace");
        if (resource.Type.Namespaced && own.Length == 0 && @namespace.Length == 0)
        {
            return ([], "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources");
        }

        if (!resource.Type.Namespaced && own.Length > 0)
        {
            return ([], "paramRef.namespace must not be provided for a cluster-scoped `paramKind`");
        }

        var found = await SelectAsync(cluster, resource, reference, resource.Type.Namespaced ? own.Length > 0 ? own : @namespace : "", cancellationToken);
        return found.Count == 0 && reference.StringOrEmpty("parameterNotFoundAction") == "Deny"
            ? ([], "no params found for policy binding with `Deny` parameterNotFoundAction")
            : (found, null);
    }

    /// <summary>Why a policy cannot work with any binding: nothing has the kind of its parameters. Null if it can.</summary>
    public static string? Misconfiguration(ServedCluster cluster, JsonElement policySpec)
    {
        if (policySpec.Member("paramKind") is not { } kind || Resource(cluster, kind) is not null)
        {
            return null;
        }

        var type = GroupVersionKind.Parse(kind.StringOrEmpty("apiVersion"), kind.StringOrEmpty("kind"));
        return $"failed to configure policy: failed to find resource referenced by paramKind: '{type.Group}/{type.Version}, Kind={type.Kind}'";
    }

    private static ServedResource? Resource(ServedCluster cluster, JsonElement kind) =>
        cluster.Resources.Find(GroupVersionKind.Parse(kind.StringOrEmpty("apiVersion"), kind.StringOrEmpty("kind")));

    private static async ValueTask<List<KubernetesObject?>> SelectAsync(ServedCluster cluster, ServedResource resource, JsonElement reference, string @namespace, CancellationToken cancellationToken)
    {
        var state = cluster.Store.Current;
        if (reference.StringOrEmpty("name") is { Length: > 0 } name)
        {
            return state.Get(resource.Key(new NamespacedName(@namespace, name))) is { } one ? [await VersionConversion.ShowAsync(cluster, resource, one.Object, cancellationToken)] : [];
        }

        var selector = LabelSelector.Of(reference.Member("selector"));
        List<KubernetesObject?> selected = [];
        var stored = state.List(resource.Collection, resource.Prefix(@namespace)).Where(entry => selector.Matches(entry.Object.Metadata.Labels));
        await foreach (var (_, shown) in VersionConversion.ShowEachAsync(cluster, resource, stored, cancellationToken))
        {
            selected.Add(shown);
        }

        return selected;
    }
}
