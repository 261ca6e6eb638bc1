using System.Collections.Concurrent;
using Sampan.Server.OpenApi;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>
/// <c>/openapi/v3</c>: documents are made when they are first asked for, and kept as long as the resources are the same.
/// Those of built-in group versions are shared by all clusters.
/// </summary>
internal sealed class OpenApiApi(ServedCluster cluster)
{
    private static readonly ConcurrentDictionary<(string Group, string Version), byte[]> BuiltIn = new();
    private ResourceTable? _table;
    private Dictionary<string, byte[]> _documents = [];

    /// <summary>The answer to a path below <c>/openapi</c>, or null if there is none.</summary>
    public ApiResponse? Answer(ApiRequest request)
    {
        var path = request.Path.Trim('/');
        if (path == "openapi/v3")
        {
            return Cached(request, OpenApiIndex.Create(Documents()));
        }

        const string prefix = "openapi/v3/";
        return path.StartsWith(prefix, StringComparison.Ordinal) && Documents().TryGetValue(path[prefix.Length..], out var document)
            ? Cached(request, document)
            : null;
    }

    private static ApiResponse Cached(ApiRequest request, byte[] document)
    {
        var tag = $"\"{OpenApiIndex.Hash(document)}\"";
        var response = request.IfNoneMatch == tag ? new ApiResponse { Status = 304, ContentType = "" } : ApiResponse.Json(document);
        return response.With("ETag", tag);
    }

    private Dictionary<string, byte[]> Documents()
    {
        var table = cluster.Resources;
        if (!ReferenceEquals(table, _table))
        {
            _documents = table.GroupVersions.ToDictionary(entry => OpenApiIndex.Path(entry.Group, entry.Version), entry => Document(table, entry));
            _table = table;
        }

        return _documents;
    }

    private static byte[] Document(ResourceTable table, (string Group, string Version) entry)
    {
        var resources = table.Resources.Where(resource => resource.Type.Group == entry.Group && resource.Type.Version == entry.Version).ToList();
        return resources.Exists(resource => resource.IsCustom)
            ? Create(resources)
            : BuiltIn.GetOrAdd(entry, _ => Create(resources));
    }

    private static byte[] Create(List<ServedResource> resources) =>
        OpenApiDocument.Create(resources.Select(resource => new OpenApiResource(resource.Description, resource.OpenApiSchema)), ServerVersion.Current.GitVersion);
}
