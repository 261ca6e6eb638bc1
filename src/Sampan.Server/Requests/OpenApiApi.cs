using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Aggregation;
using Sampan.Server.OpenApi;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>
/// <c>/openapi/v3</c> and <c>/openapi/v2</c>: documents are made when they are first asked for, and kept as long as the resources are the same.
/// Those of built-in group versions are shared by all clusters; those of group versions that other servers answer for are theirs.
/// </summary>
internal sealed class OpenApiApi(ServedCluster cluster)
{
    private static readonly ConcurrentDictionary<(string Group, string Version), byte[]> BuiltIn = new();
    private (Served? Of, Dictionary<string, byte[]> Documents) _documents = (null, []);
    private (Served? Of, byte[] Json, byte[] Protobuf) _swagger;

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
        var served = Now();
        if (_swagger.Of != served)
        {
            var resources = served.Table.Resources.Select(resource => new OpenApiResource(resource.Description, resource.OpenApiSchema));
            var document = SwaggerDocument.Of(OpenApiDocument.Json(resources, ServerVersion.Current.GitVersion));
            foreach (var remote in served.Remote.Values.Select(remote => remote.Swagger).OfType<JsonObject>())
            {
                RemoteSwagger.Join(document, remote);
            }

            _swagger = (served, document.ToUtf8Bytes(), SwaggerProtobuf.Encode(document));
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
        var served = Now();
        if (_documents.Of != served)
        {
            var documents = served.Table.GroupVersions.ToDictionary(entry => OpenApiIndex.Path(entry.Group, entry.Version), entry => Document(served.Table, entry));
            foreach (var remote in served.Remote.Values.Where(remote => !remote.OpenApi.IsEmpty))
            {
                documents.TryAdd(OpenApiIndex.Path(remote.Service.Group, remote.Service.Version), remote.OpenApi.ToArray());
            }

            _documents = (served, documents);
        }

        return _documents.Documents;
    }

    private Served Now() => new(cluster.Resources, cluster.Remote.Known);

    private static byte[] Document(ResourceTable table, (string Group, string Version) entry)
    {
        var resources = table.Resources.Where(resource => resource.Type.Group == entry.Group && resource.Type.Version == entry.Version).ToList();
        return resources.Exists(resource => resource.IsCustom)
            ? Create(resources)
            : BuiltIn.GetOrAdd(entry, _ => Create(resources));
    }

    private static byte[] Create(List<ServedResource> resources) =>
        OpenApiDocument.Create(resources.Select(resource => new OpenApiResource(resource.Description, resource.OpenApiSchema)), ServerVersion.Current.GitVersion);

    /// <summary>What documents are made of; other resources are another.</summary>
    private sealed record Served(ResourceTable Table, ImmutableDictionary<string, RemoteVersion> Remote);
}
