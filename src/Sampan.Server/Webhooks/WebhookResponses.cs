using System.Globalization;
using System.Text;
using System.Text.Json;
using Sampan.Server.Decoding;
using Sampan.Server.Registry;

namespace Sampan.Server.Webhooks;

/// <summary>Reads what a webhook has answered, with client-go's words for what is no answer (apimachinery/pkg/api/errors NewGenericServerResponse).</summary>
internal static class WebhookResponses
{
    /// <summary>The JSON object of an answer.</summary>
    /// <exception cref="WebhookException">The webhook has refused, or has answered something else.</exception>
    public static async ValueTask<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if ((int)response.StatusCode is < 200 or > 206)
        {
            var isText = type.Length == 0 || type.StartsWith("text/", StringComparison.Ordinal);
            throw new WebhookException(Refusal((int)response.StatusCode, isText ? Encoding.UTF8.GetString(body).Trim() : "unknown"));
        }

        if (body.Length == 0)
        {
            throw new WebhookException(string.Create(CultureInfo.InvariantCulture, $"0-length response with status code: {(int)response.StatusCode} and content type: {response.Content.Headers.ContentType}"));
        }

        return Parse(body);
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            var answer = JsonElement.Parse(body);
            return answer.ValueKind == JsonValueKind.Object
                ? answer
                : throw new WebhookException($"couldn't get version/kind; json parse error: json: cannot unmarshal {answer.ValueKind.ToString().ToLowerInvariant()} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}");
        }
        catch (JsonException exception)
        {
            throw new WebhookException($"couldn't get version/kind; json parse error: {JsonSyntaxText.Of(body, exception)}");
        }
    }

    private static string Refusal(int code, string text) => code switch
    {
        400 => "the server rejected our request for an unknown reason",
        401 => "the server has asked for the client to provide credentials",
        403 => text,
        404 => "the server could not find the requested resource",
        405 => "the server does not allow this method on the requested resource",
        406 => $"the server was unable to respond with a content type that the client supports ({text})",
        409 => "the server reported a conflict",
        410 => "the server no longer provides this resource",
        415 => $"the server did not accept the content type of the request ({text})",
        422 => "the server rejected our request due to an error in our request",
        429 => "the server has received too many requests and has asked us to try again later",
        503 => "the server is currently unable to handle the request",
        504 => "the server was unable to return a response in the time allotted, but may still be processing the request",
        >= 500 => $"an error on the server ({GoText.Quote(text)}) has prevented the request from succeeding",
        _ => string.Create(CultureInfo.InvariantCulture, $"the server responded with the status code {code} but did not return more information"),
    };
}
