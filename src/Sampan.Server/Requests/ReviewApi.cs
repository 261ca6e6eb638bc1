using System.Text.Json.Nodes;
using Sampan.Server.Registry;
using Sampan.Server.Reviews;

namespace Sampan.Server.Requests;

/// <summary>Resources that are questions: a POST is answered and nothing is kept.</summary>
internal sealed class ReviewApi(ServedCluster cluster)
{
    public ApiResponse Answer(ApiRequest request, ServedResource resource, ResourcePath path)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: false);
        var write = WriteParameters.Read(request, "CreateOptions");
        var review = RequestObject.Read(request, resource, write);
        FieldManagement.OnCreate(cluster, resource, review, write);
        JsonObject answer = resource.Type.Kind switch
        {
            "SelfSubjectAccessReview" or "SubjectAccessReview" or "LocalSubjectAccessReview" => AccessReview.Answer(cluster, resource.Type.Kind, path.Namespace, review, request.User),
            "SelfSubjectRulesReview" => AccessReview.Rules(cluster, review, request.User),
            "SelfSubjectReview" => IdentityReview.Self(cluster, review, request.User),
            "TokenReview" => IdentityReview.Token(cluster, review),
            _ => throw ApiErrors.MethodNotAllowed(),
        };
        return ObjectResponses.Of(answer, representation, 201).WithWarnings(write.Warnings);
    }
}
