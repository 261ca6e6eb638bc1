using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;
using Sampan.Server.Tables;

namespace Sampan.Server.Requests;

/// <summary>Objects as the server prints them: what <c>kubectl get</c> shows.</summary>
internal static class TableResponses
{
    /// <summary>A table of one object.</summary>
    public static JsonObject Of(KubernetesObject @object, ServedResource resource, TableForm form, bool withColumns = true) =>
        Build([@object], resource, form, new JsonObject { ["resourceVersion"] = @object.Metadata.ResourceVersion }, withColumns);

    /// <summary>A table of a list.</summary>
    public static JsonObject Of(StoredList list, ServedResource resource, TableForm form)
    {
        var metadata = new JsonObject { ["resourceVersion"] = list.Revision.ToString(CultureInfo.InvariantCulture) };
        if (list.Continue is { } token)
        {
            metadata["continue"] = token;
        }

        if (list.Remaining is { } remaining)
        {
            metadata["remainingItemCount"] = remaining;
        }

        return Build(list.Items, resource, form, metadata, withColumns: true);
    }

    /// <summary>A watch's events as tables; the columns are in the first alone.</summary>
    public static Func<WatchEvent, ReadOnlyMemory<byte>> OfEvents(ServedResource resource, TableForm form)
    {
        var isFirst = true;
        return change =>
        {
            var table = change.Type == WatchEventType.Bookmark
                ? Build([], resource, form, JsonNode.Parse((change.Object.Root.Member("metadata") ?? default).GetRawText())!.AsObject(), isFirst)
                : Of(change.Object, resource, form, isFirst);
            isFirst = false;
            return table.ToUtf8Bytes();
        };
    }

    private static JsonObject Build(IEnumerable<KubernetesObject> objects, ServedResource resource, TableForm form, JsonObject metadata, bool withColumns)
    {
        var table = Table.Of(resource.Printer ?? TablePrinters.Find(resource.Type), objects, metadata, form.Include, withColumns, form.Now);
        table["apiVersion"] = $"meta.k8s.io/{form.Version}";
        return table;
    }

    /// <summary>What rows carry of their objects, as <c>includeObject</c> asks.</summary>
    public static RowObject Include(ApiRequest request) => request.Query.Text("includeObject") switch
    {
        "" or "Metadata" => RowObject.Metadata,
        "Object" => RowObject.Object,
        "None" => RowObject.None,
        var other => throw ApiException.BadRequest($"unrecognized includeObject value: \"{other}\""),
    };
}
