using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.Patching;

/// <summary>
/// Strategic merge patch, Kubernetes' own format: a merge patch that merges lists by key, with the directives
/// <c>$patch</c>, <c>$retainKeys</c>, <c>$deleteFromPrimitiveList/x</c> and <c>$setElementOrder/x</c>.
/// </summary>
public static class StrategicMergePatch
{
    /// <summary>The document with the patch applied; neither argument is changed.</summary>
    /// <param name="document">The object to patch.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="schema">What the object is: gives patch strategies and merge keys.</param>
    /// <exception cref="ApiException">500 as the API server answers: a directive is malformed or contradicts the document.</exception>
    public static JsonObject Apply(JsonObject document, JsonObject patch, IValueSchema schema) =>
        ObjectMerge.Merge(document.DeepClone().AsObject(), patch.DeepClone().AsObject(), schema);

    internal static ApiException Malformed(string message) => new(new ApiStatus(500, "", message));
}
