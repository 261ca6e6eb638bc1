using System.Collections.Concurrent;
using Sampan.Kubernetes.Objects;
using Sampan.Server.OpenApi;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>
/// <c>/openapi/v3</c> and <c>/openapi/v2</c>: documents are made when they are first asked for, and kept as long as the resources are the same.
/// Those of built-in group versions are shared by all clusters.
/// </summary>
internal sealed class OpenApiApi(ServedCluster cluster)
{
    private static readonly ConcurrentDictionary<(string Group, string Version), byte[]> BuiltIn = new();
    private ResourceTable? _table;
    private Dictionary<string, byte[]> _documents = [];
    private (ResourceTable? Table, byte[] Json, byte[] Protobuf) _swagger;

    /// <summary>The answer to a path below <c>/openapi</c>, or null if there is none.</summary>
    public ApiResponse? Answer(ApiRequest request)
    {
        var path = request.Path.Trim('/');
        if (path == "openapi/v2")
        {
            return Swagger(request);
        }

        if (path == "openapi/v3")
        {
            // As kube-openapi, which writes the index without saying what it is.
            return Cached(request, OpenApiIndex.Create(Documents())) with { ContentType = "text/plain; charset=utf-8", IsCompressible = false };
        }

        const string prefix = "openapi/v3/";
        return path.StartsWith(prefix, StringComparison.Ordinal) && Documents().TryGetValue(path[prefix.Length..], out var document)
            ? Cached(request, document) with { IsCompressible = false }
            : null;
    }

    private ApiResponse Swagger(ApiRequest request)
    {
        var table = cluster.Resources;
        if (!ReferenceEquals(_swagger.Table, table))
        {
            var resources = table.Resources.Select(resource => new OpenApiResource(resource.Description, resource.OpenApiSchema));
            var document = SwaggerDocument.Of(OpenApiDocument.Json(resources, ServerVersion.Current.GitVersion));
            _swagger = (table, document.ToUtf8Bytes(), SwaggerProtobuf.Encode(document));
        }

        return request.Accept.Contains("proto-openapi", StringComparison.Ordinal)
            ? Cached(request, _swagger.Protobuf) with { ContentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf" }
            : Cached(request, _swagger.Json);
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
