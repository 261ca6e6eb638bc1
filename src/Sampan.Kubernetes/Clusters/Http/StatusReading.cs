using System.Text;
using System.Text.Json;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>Reads why a server refused a request, also where it does not answer with a Status.</summary>
internal static class StatusReading
{
    private const int LongestText = 2048;

    public static ApiStatus Of(byte[] answer, int code)
    {
        try
        {
            var root = JsonElement.Parse(answer);
            if (root.StringOrEmpty("kind") == "Status")
            {
                return ApiStatus.Of(root, code);
            }
        }
        catch (JsonException)
        {
            // Proxies and unknown paths answer with text.
        }

        if (code == 404)
        {
            // What an API server says in text to a path it does not serve; clients know it in these words.
            return new ApiStatus(code, StatusReasons.NotFound, "the server could not find the requested resource");
        }

        var text = Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(answer.Length, LongestText))).Trim();
        return new ApiStatus(code, ReasonOf(code), text.Length > 0 ? text : $"the server answered {code}");
    }

    private static string ReasonOf(int code) => code switch
    {
        400 => StatusReasons.BadRequest,
        401 => StatusReasons.Unauthorized,
        403 => StatusReasons.Forbidden,
        405 => StatusReasons.MethodNotAllowed,
        406 => StatusReasons.NotAcceptable,
        409 => StatusReasons.Conflict,
        410 => StatusReasons.Gone,
        413 => StatusReasons.RequestEntityTooLarge,
        415 => StatusReasons.UnsupportedMediaType,
        422 => StatusReasons.Invalid,
        429 => StatusReasons.TooManyRequests,
        503 => StatusReasons.ServiceUnavailable,
        504 => StatusReasons.Timeout,
        _ => StatusReasons.InternalError,
    };
}
