using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Aggregation;
using Sampan.Server.Authentication;
using Sampan.Server.Discovery;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>Paths that are no resources: discovery, version, health, keys.</summary>
internal sealed class NonResourceApi(ServedCluster cluster)
{
    private static readonly string[] HealthPaths = ["/healthz", "/livez", "/readyz"];

    private readonly OpenApiApi _openApi = new(cluster);

    /// <summary>Answers; <paramref name="path"/> is the group version where the path names one.</summary>
    public ApiResponse Answer(ApiRequest request, ResourcePath? path)
    {
        if (request.Method != "GET")
        {
            return Known(request.Path) ? throw ApiErrors.MethodNotAllowed() : NotFound();
        }

        if (path is not null)
        {
            return Resources(request, path);
        }

        var parts = request.Path.Trim('/').Split('/');
        return parts switch
        {
            [""] => Json(request, Paths()),
            ["api"] => Discovery(request, () => DiscoveryDocuments.ApiVersions(request.Host), AggregatedDiscovery.Core),
            ["apis"] => Discovery(request, () => DiscoveryDocuments.Groups(cluster), AggregatedDiscovery.Named),
            ["apis", var group] => DiscoveryDocuments.Group(cluster, group) is { } found ? Json(request, found) : NotFound(),
            ["version"] => Json(request, Version()),
            ["healthz" or "livez" or "readyz"] => HealthChecks.All(cluster.Store, parts[0], request.Query.Has("verbose")),
            ["healthz" or "livez" or "readyz", var check] => HealthChecks.One(cluster.Store, parts[0], check) ?? NotFound(),
            ["metrics"] => ApiResponse.Text(ServerMetrics.Text(cluster)) with { ContentType = ServerMetrics.MediaType },
            ["debug", "pprof"] => ApiResponse.Text("<html><head><title>/debug/pprof/</title></head><body>This server keeps no profiles; use dotnet-trace and dotnet-counters on its process.</body></html>") with { ContentType = "text/html; charset=utf-8" },
            ["openapi", ..] => _openApi.Answer(request) ?? NotFound(),
            ["openid", "v1", "jwks"] => Keys(request),
            [".well-known", "openid-configuration"] => Json(request, OpenIdConfiguration(request)),
            _ => NotFound(),
        };
    }

    private static ApiResponse NotFound() => ApiResponse.Text("404 page not found\n", 404);

    private static bool Known(string path) => path is "/" or "/api" or "/apis" or "/version" || HealthPaths.Contains(path) || path.StartsWith("/api", StringComparison.Ordinal);

    private ApiResponse Resources(ApiRequest request, ResourcePath path)
    {
        if (DiscoveryDocuments.Resources(cluster.Resources, path.Group, path.Version) is { } found)
        {
            return Json(request, found);
        }

        if (ApiServices.IsRemote(cluster, path.Group, path.Version))
        {
            throw new ServiceUnavailableException();
        }

        return path.Group.Length > 0 && !cluster.Resources.GroupVersions.Any(entry => entry.Group == path.Group) ? NotFound() : throw ApiErrors.ResourceNotFound();
    }

    private ApiResponse Discovery(ApiRequest request, Func<JsonObject> legacy, Func<ServedCluster, JsonObject> aggregated)
    {
        if (!AcceptDiscovery.WantsAggregated(request.Accept))
        {
            return Json(request, legacy()).With("Vary", "Accept");
        }

        var body = aggregated(cluster).ToUtf8Bytes();
        var tag = $"\"{DiscoveryHash.Of(body)}\"";
        var response = request.IfNoneMatch == tag
            ? new ApiResponse { Status = 304, ContentType = "" }
            : new ApiResponse { Body = body, ContentType = AggregatedDiscovery.MediaType };
        return response.With("ETag", tag).With("Vary", "Accept");
    }

    private static ApiResponse Json(ApiRequest request, JsonObject document) => ObjectResponses.Of(document, Representation.Negotiate(request.Accept, allowsForms: false));

    private static JsonObject Version() => new()
    {
        ["major"] = ServerVersion.Current.Major,
        ["minor"] = ServerVersion.Current.Minor,
        ["gitVersion"] = ServerVersion.Current.GitVersion,
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = "",
        ["platform"] = "linux/amd64",
    };

    private ApiResponse Keys(ApiRequest request)
    {
        const string mediaType = "application/jwk-set+json";
        if (request.Accept.Length > 0 && !MediaType.ParseAccept(request.Accept).Any(type => type.Name is mediaType or "*/*" or "application/*"))
        {
            throw new ApiException(new ApiStatus(406, StatusReasons.NotAcceptable, $"406: Not Acceptable\n\nAvailable representations: {mediaType}") { Details = new StatusDetails() });
        }

        return new ApiResponse { Body = cluster.Tokens.ServiceAccounts.KeySet().ToUtf8Bytes(), ContentType = mediaType };
    }

    private static JsonObject OpenIdConfiguration(ApiRequest request) => new()
    {
        ["issuer"] = ServiceAccountTokens.Issuer,
        ["jwks_uri"] = $"https://{request.Host}/openid/v1/jwks",
        ["response_types_supported"] = new JsonArray("id_token"),
        ["subject_types_supported"] = new JsonArray("public"),
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    };

    private JsonObject Paths()
    {
        IEnumerable<string> groups = DiscoveryOrder.Groups(cluster)
            .SelectMany(group => group.Versions.Select(version => $"/apis/{group.Name}/{version.Version}").Prepend($"/apis/{group.Name}"));
        string[] paths =
        [
            "/.well-known/openid-configuration", "/api", "/api/v1", "/apis", .. groups.Order(StringComparer.Ordinal),
            "/healthz", .. HealthChecks.Names.Select(check => $"/healthz/{check}"), "/livez", "/openapi/v2", "/openapi/v3", "/openid/v1/jwks", "/readyz", "/version",
        ];
        return new JsonObject { ["paths"] = DiscoveryDocuments.Strings(paths) };
    }
}
