using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Patching;
using Sampan.Server.CustomResources;
using Sampan.Server.Decoding;
using Sampan.Server.Defaulting;
using Sampan.Server.Schemas;

namespace Sampan.Server.Registry;

/// <summary>Holds bodies against their type: what does not fit is refused, what the type does not know is dropped.</summary>
internal static class DraftDecoding
{
    // The version before the present one has the same fields, and is still taken.
    private static readonly GroupVersionKind OldEviction = new("policy", "v1beta1", "Eviction");

    /// <summary>The object of a body in the form in which Go would write it; unknown and duplicate fields as the request says.</summary>
    /// <param name="body">The body.</param>
    /// <param name="resource">The resource that the path takes objects of.</param>
    /// <param name="duplicates">Fields that the body names twice.</param>
    /// <param name="request">Who is told of dropped fields.</param>
    public static JsonObject Decode(JsonObject body, ServedResource resource, IReadOnlyList<string> duplicates, WriteRequest request) =>
        Decode(body, resource.Type.GroupVersionKind, resource.CustomSchema, duplicates, request);

    /// <summary>The same for a kind that no resource has objects of, such as a subresource's.</summary>
    public static JsonObject Decode(JsonObject body, GroupVersionKind kind, IReadOnlyList<string> duplicates, WriteRequest request) =>
        Decode(body, kind, null, duplicates, request);

    private static JsonObject Decode(JsonObject body, GroupVersionKind kind, CustomResourceSchema? custom, IReadOnlyList<string> duplicates, WriteRequest request)
    {
        if (custom is null)
        {
            CheckKind(body, kind);
        }
        else
        {
            CheckCustomKind(body, kind);
        }

        try
        {
            if (Typed(body, kind, custom) is not { } decoded)
            {
                return body;
            }

            Report([.. duplicates, .. decoded.UnknownFields], request, strict => ApiException.BadRequest($"{Subject(kind)}: strict decoding error: {strict}"));
            return Completed(decoded, kind, custom);
        }
        catch (DecodingException exception)
        {
            throw ApiException.BadRequest($"{Subject(kind)}: {exception.Message}");
        }
    }

    /// <summary>The same for a patched object, whose faults are reported as the patch's.</summary>
    /// <param name="patched">The patched object.</param>
    /// <param name="resource">The resource that it is of.</param>
    /// <param name="request">Who is told of dropped fields.</param>
    /// <param name="strategic">The strategic merge patch, if it was one: then errors show the patch, and not what it made.</param>
    public static JsonObject DecodePatched(JsonObject patched, ServedResource resource, WriteRequest request, Patch? strategic = null)
    {
        var kind = resource.Type.GroupVersionKind;
        CheckPatchedVersion(patched, resource);
        try
        {
            CheckPatchedKind(patched, resource);
            if (Typed(patched, kind, resource.CustomSchema) is not { } decoded)
            {
                return patched;
            }

            // A patched object comes from a map, whose members Go visits in order.
            Report([.. decoded.UnknownFields.Order(StringComparer.Ordinal)], request, strict => Refused($"strict decoding error: {strict}"));
            return Completed(decoded, kind, resource.CustomSchema);
        }
        catch (DecodingException exception)
        {
            throw Refused(strategic is not null && exception.Mismatch is { } mismatch ? MapConversion.Fault(mismatch.Value, mismatch.Field) : exception.Message);
        }

        ApiException Refused(string why) => strategic is null
            ? InvalidPatch(patched, why)
            : InvalidPatch(GoValues.Of(PatchChange.ParseObject(strategic.Body)), why);
    }

    /// <summary>The same for an object that admission has changed: what its type does not know is dropped silently.</summary>
    /// <exception cref="DecodingException">A field has a value that its type cannot have.</exception>
    public static JsonObject DecodeMutated(JsonObject mutated, GroupVersionKind kind, CustomResourceSchema? custom) =>
        Typed(mutated, kind, custom) is { } decoded ? Completed(decoded, kind, custom) : mutated;

    /// <summary>The same for an object merged by the server: defaults, and the form in which Go would write it.</summary>
    public static JsonObject Complete(JsonObject merged, ServedResource resource, WriteRequest request) =>
        DecodePatched(merged, resource, request);

    private static DecodedObject? Typed(JsonObject body, GroupVersionKind kind, CustomResourceSchema? custom) => custom is not null
        ? custom.Decode(body)
        : BuiltInTypes.Instance.Find(kind) is { } type ? ObjectDecoder.Decode(body, type) : null;

    private static void CheckKind(JsonObject body, GroupVersionKind kind)
    {
        var (version, name) = (body.Text("apiVersion"), body.Text("kind"));
        var named = GroupVersionKind.Parse(version.Length == 0 ? kind.ApiVersion : version, name.Length == 0 ? kind.Kind : name);
        if (named == OldEviction && kind.Kind == OldEviction.Kind)
        {
            return;
        }

        if (named.Kind != kind.Kind)
        {
            throw ApiException.BadRequest($"{named.Kind} in version \"{named.Version}\" cannot be handled as a {kind.Kind}: converting ({named.Version}.{named.Kind}) to ({GoPackage(kind.Group)}.{kind.Kind}): unknown conversion");
        }

        if (named.Group != kind.Group || named.Version != kind.Version)
        {
            throw ApiException.BadRequest($"the API version in the data ({named.ApiVersion}) does not match the expected API version ({kind.ApiVersion})");
        }
    }

    // Of a custom resource the version is asked for at once; its kind is judged with everything else.
    private static void CheckCustomKind(JsonObject body, GroupVersionKind kind)
    {
        if (body.Text("apiVersion") != kind.ApiVersion)
        {
            throw ApiException.BadRequest($"the API version in the data ({body.Text("apiVersion")}) does not match the expected API version ({kind.ApiVersion})");
        }
    }

    private static void CheckPatchedVersion(JsonObject patched, ServedResource resource)
    {
        var kind = resource.Type.GroupVersionKind;
        if (resource.IsCustom && patched.Text("kind").Length == 0)
        {
            throw InvalidPatch(patched, $"Object 'Kind' is missing in '{Encoding.UTF8.GetString(patched.ToUtf8Bytes())}'");
        }

        if (!resource.IsCustom && patched.Text("apiVersion") is { Length: > 0 } version && version != kind.ApiVersion)
        {
            throw InvalidPatch(patched, $"no kind \"{kind.Kind}\" is registered for version \"{version}\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"");
        }
    }

    // Whatever the patch has made of the object is decoded as that first.
    private static void CheckPatchedKind(JsonObject patched, ServedResource resource)
    {
        var kind = resource.Type.GroupVersionKind;
        if (resource.IsCustom || patched.Text("kind") is not { Length: > 0 } name || name == kind.Kind)
        {
            return;
        }

        var type = BuiltInTypes.Instance.Find(kind with { Kind = name })
            ?? throw InvalidPatch(patched, $"no kind \"{name}\" is registered for version \"{kind.ApiVersion}\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"");
        ObjectDecoder.Decode(patched, type);
        throw InvalidPatch(patched, $"converting ({kind.Version}.{name}) to ({GoPackage(kind.Group)}.{kind.Kind}): unknown conversion");
    }

    private static void Report(IReadOnlyList<string> faults, WriteRequest request, Func<string, ApiException> refuse)
    {
        if (faults.Count == 0 || request.FieldValidation == FieldValidation.Ignore)
        {
            return;
        }

        if (request.FieldValidation == FieldValidation.Strict)
        {
            throw refuse(string.Join(", ", faults));
        }

        request.Warnings.AddRange(faults.Where(fault => !request.Warnings.Contains(fault)));
    }

    private static JsonObject Completed(DecodedObject decoded, GroupVersionKind kind, CustomResourceSchema? custom)
    {
        if (custom is not null)
        {
            return decoded.Object;
        }

        decoded.Object["apiVersion"] = kind.ApiVersion;
        decoded.Object["kind"] = kind.Kind;
        decoded.Complete(draft => BuiltInDefaults.Apply(draft, kind));
        return decoded.Object;
    }

    private static ApiException InvalidPatch(JsonObject patched, string why) => InvalidPatch(Encoding.UTF8.GetString(patched.ToUtf8Bytes()), why);

    private static ApiException InvalidPatch(string shown, string why) => ApiErrors.Invalid(
        new GroupVersionKind("", "", ""),
        "",
        [new StatusCause("FieldValueInvalid", $"Invalid value: {GoText.Quote(shown)}: {why}", "patch")]);

    private static string Subject(GroupVersionKind kind) => $"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}";

    // The Go package that holds the group's internal types.
    private static string GoPackage(string group) => group.Length == 0 ? "core" : group.Split('.')[0];
}
