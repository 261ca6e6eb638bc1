using System.Globalization;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Webhooks;

/// <summary>Where a webhook is and whom it is trusted from (admissionregistration and apiextensions WebhookClientConfig).</summary>
/// <param name="Url">The address without a query, as it is called and as errors name it.</param>
/// <param name="Service">The service that answers at the address, or null if it is a host's.</param>
/// <param name="Port">The service's port.</param>
/// <param name="CaBundle">The authorities that vouch for the webhook, PEM in Base64; empty: those of the system.</param>
internal sealed record WebhookAddress(string Url, NamespacedName? Service, int Port, string CaBundle)
{
    private const int DefaultPort = 443;

    /// <summary>The address that a <c>clientConfig</c> says.</summary>
    public static WebhookAddress Of(JsonElement clientConfig)
    {
        var bundle = clientConfig.StringOrEmpty("caBundle");
        if (clientConfig.Member("service") is not { ValueKind: JsonValueKind.Object } service)
        {
            var url = clientConfig.StringOrEmpty("url");
            return Uri.TryCreate(url, UriKind.Absolute, out var parsed)
                ? new WebhookAddress($"{parsed.Scheme}://{Authority(url)}{Path(parsed.AbsolutePath)}", null, parsed.Port, bundle)
                : new WebhookAddress(url, null, DefaultPort, bundle);
        }

        var name = new NamespacedName(service.StringOrEmpty("namespace"), service.StringOrEmpty("name"));
        var port = (int)(service.Integer("port") ?? DefaultPort);
        var authority = string.Create(CultureInfo.InvariantCulture, $"{name.Name}.{name.Namespace}.svc:{port}");
        return new WebhookAddress($"https://{authority}{Path(service.StringOrEmpty("path"))}", name, port, bundle);
    }

    // As it is written: errors show a port only where the configuration does.
    private static string Authority(string url)
    {
        var start = url.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = url.IndexOf('/', start);
        return end < 0 ? url[start..] : url[start..end];
    }

    private static string Path(string path) => "/" + path.Trim('/');
}
