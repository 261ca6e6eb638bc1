using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;
using Sampan.Server.Decoding;
using Sampan.Server.Protobuf;

namespace Sampan.Server.Requests;

/// <summary>Reads bodies: JSON, YAML or protobuf, as the content type says.</summary>
internal static class RequestBody
{
    /// <summary>The largest body that is taken, in bytes.</summary>
    public const int Limit = 3 * 1024 * 1024;

    /// <summary>The object in the body; 415 for an unknown type, 400 for a body that is none.</summary>
    public static RawBody Read(ApiRequest request, GroupVersionKind expected)
    {
        var body = Decode(request, expected);
        request.Audit?.Sent(body.Json ?? body.Object.ToUtf8Bytes());
        return body;
    }

    private static RawBody Decode(ApiRequest request, GroupVersionKind expected)
    {
        var type = request.ContentType.Length == 0 ? MediaTypes.Json : MediaType.Parse(request.ContentType).Name;
        switch (type)
        {
            case MediaTypes.Json:
                return new RawBody(Json(request.Body, request.Body, expected, out var hasDuplicates), request.Body, HasDuplicates: hasDuplicates);
            case MediaTypes.Yaml:
                var json = Yaml(request.Body, expected);
                return new RawBody(Json(json, request.Body, expected, out _), json, request.Body);
            case MediaTypes.Protobuf:
                return new RawBody(FromProtobuf(request.Body, expected), null);
            default:
                throw new ApiException(new ApiStatus(415, StatusReasons.UnsupportedMediaType, $"the body of the request was in an unknown format - accepted media types include: {MediaTypes.Accepted}"));
        }
    }

    /// <summary>YAML as JSON.</summary>
    public static byte[] Yaml(ReadOnlyMemory<byte> body, GroupVersionKind expected)
    {
        try
        {
            return YamlToJson.Convert(Encoding.UTF8.GetString(body.Span));
        }
        catch (YamlSyntaxException exception)
        {
            throw Unrecognized(expected, exception.Message, body);
        }
    }

    private static JsonObject Json(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> body, GroupVersionKind expected, out bool hasDuplicates)
    {
        hasDuplicates = false;
        if (json.Span.IndexOfAnyExcept(" \r\n\t"u8) < 0)
        {
            return [];
        }

        try
        {
            return LenientJson.Parse(json.Span, out hasDuplicates) switch
            {
                JsonObject found => found,
                null => [],
                var other => throw Unrecognized(expected, $"couldn't get version/kind; json parse error: json: cannot unmarshal {GoKind(other)} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}", body),
            };
        }
        catch (JsonException exception)
        {
            throw Unrecognized(expected, $"couldn't get version/kind; json parse error: {JsonSyntaxText.Of(json.Span, exception)}", body);
        }
    }

    private static JsonObject FromProtobuf(ReadOnlyMemory<byte> body, GroupVersionKind expected)
    {
        try
        {
            return ProtobufDecoder.Decode(body.Span, expected);
        }
        catch (InvalidDataException exception)
        {
            throw Unrecognized(expected, exception.Message, body);
        }
    }

    /// <summary>400 for an object that does not say of what kind it is.</summary>
    public static ApiException KindMissing(GroupVersionKind expected, RawBody body)
    {
        var text = body.Json ?? body.Object.ToUtf8Bytes();
        return text.Span.IndexOfAnyExcept(" \r\n\t"u8) < 0
            ? ApiException.BadRequest($"the object provided is unrecognized (must be of type {expected.Kind}): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)")
            : Unrecognized(expected, $"Object 'Kind' is missing in '{Encoding.UTF8.GetString(text.Span)}'", text);
    }

    /// <summary>400 for a body of which the kind is not known; its beginning is shown, as a text where it is an object.</summary>
    private static ApiException Unrecognized(GroupVersionKind expected, string why, ReadOnlyMemory<byte> body)
    {
        const int shown = 30;
        var beginning = body.Span[..Math.Min(body.Length, shown)];
        var text = beginning.StartsWith("{"u8) ? Encoding.UTF8.GetString(beginning) : Convert.ToHexStringLower(beginning);
        return ApiException.BadRequest($"the object provided is unrecognized (must be of type {expected.Kind}): {why} ({text}{(body.Length > shown ? " ..." : "")})");
    }

    private static string GoKind(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "array",
        _ => "bool",
    };
}
