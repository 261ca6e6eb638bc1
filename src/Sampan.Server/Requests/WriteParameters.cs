using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>The query parameters of writes: <c>dryRun</c>, <c>fieldManager</c>, <c>fieldValidation</c>, <c>force</c>.</summary>
internal static class WriteParameters
{
    private const int LongestManager = 128;

    /// <summary>Reads and checks them; <paramref name="options"/> is the kind that errors name, such as <c>CreateOptions</c>.</summary>
    public static WriteRequest Read(ApiRequest request, string options)
    {
        List<StatusCause> causes = [];
        if (options == "PatchOptions")
        {
            CheckPatch(request, causes);
        }

        var dryRun = request.Query.Texts("dryRun").Where(value => value.Length > 0).ToList();
        if (dryRun.Exists(value => value != "All"))
        {
            causes.Add(Unsupported("dryRun", $"[{string.Join(',', dryRun.Select(GoText.Quote))}]", "\"All\""));
        }

        var validation = request.Query.Text("fieldValidation") switch
        {
            "" or "Warn" => FieldValidation.Warn,
            "Strict" => FieldValidation.Strict,
            "Ignore" => FieldValidation.Ignore,
            _ => (FieldValidation?)null,
        };
        if (validation is null)
        {
            causes.Add(Unsupported("fieldValidation", GoText.Quote(request.Query.Text("fieldValidation")), "\"\", \"Ignore\", \"Strict\", \"Warn\""));
        }

        var manager = request.Query.Text("fieldManager");
        if (manager.Length > LongestManager)
        {
            causes.Add(new StatusCause("FieldValueTooLong", $"Too long: may not be more than {LongestManager} bytes", "fieldManager"));
        }

        var control = manager.AsSpan().IndexOfAnyInRange('\0', '\x1f');
        if (control >= 0)
        {
            causes.Add(new StatusCause("FieldValueInvalid", $"Invalid value: {GoText.Quote(manager)}: invalid character U+{(int)manager[control]:X4} (at position {control})", "fieldManager"));
        }

        if (causes.Count > 0)
        {
            throw ApiErrors.Invalid(new GroupVersionKind("meta.k8s.io", "v1", options), "", causes);
        }

        return new WriteRequest
        {
            User = request.User,
            Audit = request.Audit,
            FieldManager = manager.Length > 0 ? manager : ManagerOf(request.UserAgent),
            DryRun = request.Query.Has("dryRun") && request.Query.Text("dryRun").Length > 0,
            Force = request.Query.Boolean("force") ?? false,
            FieldValidation = validation!.Value,
            Given = new GivenOptions(manager, request.Query.Text("fieldValidation")),
            Warnings = request.Warnings,
        };
    }

    private static void CheckPatch(ApiRequest request, List<StatusCause> causes)
    {
        var isApply = MediaType.Parse(request.ContentType).Name == MediaTypes.ApplyPatch;
        if (isApply && request.Query.Text("fieldManager").Length == 0)
        {
            causes.Add(new StatusCause("FieldValueRequired", "Required value: is required for apply patch", "fieldManager"));
        }

        if (!isApply && request.Query.Has("force"))
        {
            causes.Add(new StatusCause("FieldValueForbidden", "Forbidden: may not be specified for non-apply patch", "force"));
        }
    }

    private static string ManagerOf(string userAgent)
    {
        var name = userAgent.Split('/')[0];
        return name.Length == 0 ? "unknown" : name.Length > LongestManager ? name[..LongestManager] : name;
    }

    private static StatusCause Unsupported(string field, string value, string supported) =>
        new("FieldValueNotSupported", $"Unsupported value: {value}: supported values: {supported}", field);
}
