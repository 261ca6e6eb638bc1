using System.Globalization;
using System.Text;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary><c>/metrics</c>: what a cluster has answered and holds, in Prometheus' text format, under kube-apiserver's names.</summary>
internal static class ServerMetrics
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The metrics of now.</summary>
    public static string Text(ServedCluster cluster)
    {
        var text = new StringBuilder();
        Head(text, "apiserver_request_total", "counter", "Requests answered, by HTTP method and code.");
        foreach (var (method, code, count) in cluster.Requests.Read())
        {
            text.Append(CultureInfo.InvariantCulture, $"apiserver_request_total{{verb=\"{method}\",code=\"{code}\"}} {count}\n");
        }

        var state = cluster.Store.Current;
        Head(text, "apiserver_storage_objects", "gauge", "Objects stored, by resource.");
        foreach (var resource in cluster.Resources.Resources.DistinctBy(resource => resource.Collection).OrderBy(resource => resource.Type.GroupResource, StringComparer.Ordinal))
        {
            var count = state.List(resource.Collection).Count();
            if (count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"apiserver_storage_objects{{resource=\"{resource.Type.GroupResource}\"}} {count}\n");
            }
        }

        Head(text, "sampan_store_revision", "gauge", "The store's newest revision.");
        text.Append(CultureInfo.InvariantCulture, $"sampan_store_revision {state.Revision}\n");
        Head(text, "process_resident_memory_bytes", "gauge", "Resident memory of the process, in bytes.");
        text.Append(CultureInfo.InvariantCulture, $"process_resident_memory_bytes {Environment.WorkingSet}\n");
        return text.ToString();
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
}
