using System.Net;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.OpenApi;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Aggregation;

/// <summary>Asks the server behind an APIService what it serves (kube-aggregator's discovery manager and OpenAPI aggregators).</summary>
internal static class RemoteDiscovery
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
    private const string Json = "application/json";

    /// <summary>What it says now.</summary>
    /// <exception cref="WebhookException">It does not say.</exception>
    public static async ValueTask<RemoteVersion> ReadAsync(AggregationClient client, RemoteVersion known, CancellationToken cancellationToken)
    {
        var service = known.Service;
        var discovery = await DiscoveryAsync(client, service, cancellationToken);
        var current = known.Discovery is { } former && former.GetRawText() == discovery.GetRawText() ? known : known with { Discovery = discovery };
        return await SchemasAsync(client, current with { IsStale = false }, cancellationToken);
    }

    private static async ValueTask<JsonElement> DiscoveryAsync(AggregationClient client, AggregatedService service, CancellationToken cancellationToken)
    {
        if (await ObjectAsync(client, service, "/apis", Aggregated, cancellationToken) is { } groups && groups.StringOrEmpty("kind") == "APIGroupDiscoveryList")
        {
            var version = groups.Items("items").Where(group => group.Member("metadata")?.StringOrEmpty("name") == service.Group)
                .SelectMany(group => group.Items("versions"))
                .FirstOrDefault(version => version.StringOrEmpty("version") == service.Version);
            return version.ValueKind == JsonValueKind.Object ? version : LegacyDiscovery.Version(service.Version, []);
        }

        return await ObjectAsync(client, service, service.Path, Json, cancellationToken) is { } list
            ? LegacyDiscovery.Version(service.Version, [.. list.Items("resources")])
            : throw new WebhookException($"failed to download discovery for {service.Path}");
    }

    // A server without documents is one that serves: its resources can be used, but not explained.
    private static async ValueTask<RemoteVersion> SchemasAsync(AggregationClient client, RemoteVersion known, CancellationToken cancellationToken)
    {
        var service = known.Service;
        var path = OpenApiIndex.Path(service.Group, service.Version);
        var index = await ObjectAsync(client, service, "/openapi/v3", Json, cancellationToken);
        if (index?.Member("paths", path) is not { } entry)
        {
            return known with { OpenApiUrl = "", OpenApi = default, Swagger = null };
        }

        var url = entry.StringOrEmpty("serverRelativeURL");
        if (url == known.OpenApiUrl || !url.StartsWith('/'))
        {
            return known;
        }

        var (status, document) = await client.GetAsync(service, url, Json, cancellationToken);
        return known with
        {
            OpenApiUrl = status == HttpStatusCode.OK ? url : "",
            OpenApi = status == HttpStatusCode.OK ? document : default,
            Swagger = await ObjectAsync(client, service, "/openapi/v2", Json, cancellationToken) is { } swagger ? RemoteSwagger.Of(service, swagger) : null,
        };
    }

    private static async ValueTask<JsonElement?> ObjectAsync(AggregationClient client, AggregatedService service, string path, string accept, CancellationToken cancellationToken)
    {
        var (status, body) = await client.GetAsync(service, path, accept, cancellationToken);
        if (status != HttpStatusCode.OK)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(body) is { ValueKind: JsonValueKind.Object } found ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
