using System.Text.Json.Nodes;
using Sampan.Fleet.Interpreting;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Execution;

/// <summary>What a member's object is updated to: the manifest, with what the member itself decides kept.</summary>
public static class MemberUpdate
{
    /// <summary>The object to write; neither input is changed.</summary>
    /// <param name="manifest">The manifest from the hub.</param>
    /// <param name="observed">The member's object.</param>
    /// <param name="interpreter">Who knows which fields of a kind the member decides.</param>
    public static JsonObject Of(KubernetesObject manifest, KubernetesObject observed, IResourceInterpreter interpreter)
    {
        var desired = manifest.ToDraft();
        MemberFields.Retain(desired, observed);
        return interpreter.Supports(manifest.GroupVersionKind, InterpreterOperation.Retain) ? interpreter.Retain(desired, observed) : desired;
    }
}
