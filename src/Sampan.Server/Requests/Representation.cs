using Sampan.Kubernetes.Errors;

namespace Sampan.Server.Requests;

/// <summary>What a client wants to see of objects: which encoding, and whether as a table or as metadata alone.</summary>
/// <param name="MediaType"><see cref="MediaTypes.Json"/> or <see cref="MediaTypes.Yaml"/>.</param>
/// <param name="As">Empty for whole objects, else <c>Table</c>, <c>PartialObjectMetadata</c> or <c>PartialObjectMetadataList</c>.</param>
/// <param name="Version">The version of that form, such as <c>v1</c>.</param>
internal readonly record struct Representation(string MediaType, string As, string Version)
{
    public static readonly Representation Plain = new(MediaTypes.Json, "", "");

    public bool IsTable => As == "Table";

    public bool IsMetadata => As.StartsWith("PartialObjectMetadata", StringComparison.Ordinal);

    /// <summary>The best that this server can give; 406 if nothing that the client accepts.</summary>
    public static Representation Negotiate(string accept, bool allowsForms)
    {
        if (accept.Length == 0)
        {
            return Plain;
        }

        foreach (var type in Requests.MediaType.ParseAccept(accept))
        {
            var mediaType = type.Name switch
            {
                MediaTypes.Json or "*/*" => MediaTypes.Json,
                MediaTypes.Yaml => MediaTypes.Yaml,
                _ => null,
            };
            if (mediaType is null)
            {
                continue;
            }

            var form = type.Parameter("as");
            if (form.Length == 0)
            {
                return new Representation(mediaType, "", "");
            }

            if (allowsForms && type.Parameter("g") == "meta.k8s.io" && type.Parameter("v") is "v1" or "v1beta1" && form is "Table" or "PartialObjectMetadata" or "PartialObjectMetadataList")
            {
                return new Representation(mediaType, form, type.Parameter("v"));
            }
        }

        throw NotAcceptable();
    }

    public static ApiException NotAcceptable() =>
        new(new ApiStatus(406, StatusReasons.NotAcceptable, $"only the following media types are accepted: {MediaTypes.Accepted}"));
}
