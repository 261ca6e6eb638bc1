using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Admission;
using Sampan.Server.Registry;
using Sampan.Server.Reviews;

namespace Sampan.Server.Requests;

/// <summary>Resources that are questions: a POST is answered and nothing is kept.</summary>
internal sealed class ReviewApi(ServedCluster cluster)
{
    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, ServedResource resource, ResourcePath path, CancellationToken cancellationToken)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: false);
        var write = WriteParameters.Read(request, "CreateOptions");
        var review = RequestObject.Read(request, resource, write);
        FieldManagement.OnCreate(cluster, resource, review, write);
        await cluster.Admission.AdmitAsync(Attributes(resource, path, review, write), cancellationToken);
        JsonObject answer = resource.Type.Kind switch
        {
            "SelfSubjectAccessReview" or "SubjectAccessReview" or "LocalSubjectAccessReview" => AccessReview.Answer(cluster, resource.Type.Kind, path.Namespace, review, request.User),
            "SelfSubjectRulesReview" => AccessReview.Rules(cluster, review, request.User),
            "SelfSubjectReview" => IdentityReview.Self(cluster, review, request.User),
            "TokenReview" => await IdentityReview.TokenAsync(cluster, review, cancellationToken),
            _ => throw ApiErrors.MethodNotAllowed(),
        };
        return ObjectResponses.Of(answer, representation, 201);
    }

    private static AdmissionAttributes Attributes(ServedResource resource, ResourcePath path, JsonObject review, WriteRequest write) => new()
    {
        Operation = AdmissionOperation.Create,
        Resource = resource,
        Name = new NamespacedName(path.Namespace, ""),
        Object = review,
        User = write.User,
        Audit = write.Audit,
        DryRun = write.DryRun,
        Options = () => write.Options("CreateOptions"),
        Warnings = write.Warnings,
    };
}
