using System.Net;
using System.Text.Json;
using Sampan.Charts.Downloads;

namespace Sampan.Charts.Registries;

/// <summary>What a registry answers when it refuses, in the words of Helm's client.</summary>
internal static class RegistryError
{
    public static ChartException Of(HttpMethod method, Uri address, DownloadResponse response) => new(
        $"{method} \"{address}\": response status code {(int)response.Status}: {Reasons(response)}",
        response.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? "sign in with 'helm registry login', or check what the account may do" : null);

    private static string Reasons(DownloadResponse response)
    {
        try
        {
            using var body = JsonDocument.Parse(response.Body);
            var reasons = body.RootElement.GetProperty("errors").EnumerateArray().Select(Reason).ToList();
            return reasons.Count > 0 ? string.Join("; ", reasons) : response.StatusText[(response.StatusText.IndexOf(' ') + 1)..];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return response.StatusText[(response.StatusText.IndexOf(' ') + 1)..];
        }
    }

    private static string Reason(JsonElement error)
    {
        var code = error.TryGetProperty("code", out var value) ? (value.GetString() ?? "").Replace('_', ' ').ToLowerInvariant() : "";
        return error.TryGetProperty("message", out var message) && message.GetString() is { Length: > 0 } text ? $"{code}: {text}" : code;
    }
}
