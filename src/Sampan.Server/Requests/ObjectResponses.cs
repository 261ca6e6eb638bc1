using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>Answers that carry one object or a Status.</summary>
internal static class ObjectResponses
{
    /// <summary>An object in the form that the client wants.</summary>
    public static ApiResponse Of(KubernetesObject @object, ServedResource resource, Representation representation, TableForm table, int status = 200)
    {
        if (representation.As == "PartialObjectMetadataList")
        {
            throw NotAList(resource);
        }

        return representation.IsTable
            ? Of(TableResponses.Of(@object, resource, table), representation, status)
            : representation.IsMetadata ? Encoded(PartialMetadata.Of(@object, representation.Version), representation, status)
            : Encoded(@object.Utf8Json, representation, status);
    }

    /// <summary>Any other document.</summary>
    public static ApiResponse Of(JsonObject document, Representation representation, int status = 200) => Encoded(document.ToUtf8Bytes(), representation, status);

    /// <summary>A failure; in JSON if the client accepts nothing that this server can write.</summary>
    public static ApiResponse Failure(ApiStatus status, ApiRequest request)
    {
        var isYaml = MediaType.ParseAccept(request.Accept).FirstOrDefault().Name == MediaTypes.Yaml;
        var response = Encoded(status.ToJson().ToUtf8Bytes(), new Representation(isYaml ? MediaTypes.Yaml : MediaTypes.Json, "", ""), status.Code);
        return status.Details is { RetryAfterSeconds: > 0 and var seconds } ? response.With("Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)) : response;
    }

    /// <summary>JSON in the encoding that the client wants.</summary>
    public static ApiResponse Encoded(ReadOnlyMemory<byte> json, Representation representation, int status = 200) =>
        representation.MediaType == MediaTypes.Yaml
            ? new ApiResponse { Status = status, ContentType = MediaTypes.Yaml, Body = Encoding.UTF8.GetBytes(JsonElement.Parse(json.Span).ToYaml(YamlStyle.Kubernetes)) }
            : ApiResponse.Json(json, status);

    private static ApiException NotAList(ServedResource resource) =>
        new(new ApiStatus(406, StatusReasons.NotAcceptable, $"you requested PartialObjectMetadataList, but the requested object is not a list (*{GoTypes.Name(resource)})"));
}
