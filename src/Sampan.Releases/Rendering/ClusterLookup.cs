using System.Text;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Yaml;
using Sampan.Releases.Declarations;
using Sampan.Releases.Life;

namespace Sampan.Releases.Rendering;

using Map = Dictionary<string, object?>;

/// <summary>Answers the template function <c>lookup</c> from a cluster: an object, or the list of a kind; an empty map where there is none.</summary>
internal sealed class ClusterLookup(ClusterResources resources, CancellationToken cancellationToken)
{
    /// <summary>Templates are executed synchronously, so this waits for the cluster.</summary>
    public Map Find(string apiVersion, string kind, string @namespace, string name) => FindAsync(apiVersion, kind, @namespace, name).AsTask().GetAwaiter().GetResult();

    private async ValueTask<Map> FindAsync(string apiVersion, string kind, string @namespace, string name)
    {
        if (await resources.FindAsync(GroupVersionKind.Parse(apiVersion, kind), cancellationToken) is not { } type)
        {
            return [];
        }

        try
        {
            if (name.Length > 0)
            {
                return Read((await resources.Cluster.GetAsync(type, new NamespacedName(@namespace, name), cancellationToken)).Utf8Json);
            }

            var list = await resources.Cluster.ListAsync(type, @namespace.Length == 0 ? null : @namespace, ListOptions.Everything, cancellationToken);
            return new Map(StringComparer.Ordinal)
            {
                ["apiVersion"] = apiVersion,
                ["kind"] = $"{kind}List",
                ["items"] = list.Items.Select(item => (object?)Read(item.Utf8Json)).ToList(),
            };
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return [];
        }
    }

    /// <summary>JSON is YAML; numbers become float64, as charts see them.</summary>
    private static Map Read(ReadOnlyMemory<byte> json) =>
        ChartNumbers.Convert((Map)ValueDocuments.ReadAll(Encoding.UTF8.GetString(json.Span), YamlDialect.Kubernetes)[0]!);
}
