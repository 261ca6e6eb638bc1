using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Certificates;

/// <summary>certificates.k8s.io/v1 CertificateSigningRequest: a PEM request, known usages, a qualified signer, one verdict.</summary>
internal static class CertificateRequestValidation
{
    private const long ShortestSeconds = 600;
    private const string LegacySigner = "kubernetes.io/legacy-unknown";

    private static readonly string[] Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only", "digital signature", "email protection", "encipher only",
        "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping",
    ];

    public static void Validate(JsonObject request, FieldErrors errors)
    {
        var spec = request.At("spec") ?? [];
        if (RequestSyntax.Fault(spec.TextOf("request")) is { } fault)
        {
            errors.Invalid("spec.request", spec["request"], fault);
        }

        ValidateUsages(spec, errors);
        if (spec.TextOf("signerName") == LegacySigner && errors.Before.At("spec").TextOf("signerName") != LegacySigner)
        {
            errors.Invalid("spec.signerName", LegacySigner, "the legacy signerName is not allowed via this API version");
        }
        else
        {
            SignerName.Validate(spec.TextOf("signerName"), "spec.signerName", errors);
        }

        if (FieldErrors.Number(spec, "expirationSeconds") is { } seconds and < ShortestSeconds)
        {
            errors.Invalid("spec.expirationSeconds", seconds, $"may not specify a duration less than {ShortestSeconds} seconds (10 minutes)");
        }

        RequestConditions.Validate(request, errors);
        ValidateCertificate(Certificate(request), errors);
    }

    public static void CheckUpdate(JsonObject request, JsonObject before, FieldErrors errors) => CheckChange(request, before, mayJudge: false, mayIssue: false, errors);

    /// <summary>What an approver may change.</summary>
    public static void CheckApproval(JsonObject request, JsonObject before, FieldErrors errors)
    {
        Validate(request, errors);
        CheckChange(request, before, mayJudge: true, mayIssue: false, errors);
    }

    /// <summary>What a signer may change.</summary>
    public static void CheckStatus(JsonObject request, JsonObject before, FieldErrors errors)
    {
        Validate(request, errors);
        CheckChange(request, before, mayJudge: false, mayIssue: true, errors);
    }

    private static void CheckChange(JsonObject request, JsonObject before, bool mayJudge, bool mayIssue, FieldErrors errors)
    {
        RequestConditions.CheckUpdate(request, before, mayJudge, errors);
        var (now, then) = (Certificate(request), Certificate(before));
        if (now == then)
        {
            return;
        }

        if (!mayIssue)
        {
            errors.Forbidden("status.certificate", "updates may not set certificate content");
        }
        else if (then.Length > 0)
        {
            errors.Forbidden("status.certificate", "updates may not modify existing certificate content");
        }
    }

    private static void ValidateUsages(JsonObject spec, FieldErrors errors)
    {
        var usages = FieldErrors.Texts(spec, "usages");
        var old = FieldErrors.Texts(errors.Before.At("spec"), "usages");
        if (usages.Count == 0)
        {
            errors.Required("spec.usages");
        }

        for (var i = 0; i < usages.Count && old.TrueForAll(Usages.Contains); i++)
        {
            if (!Usages.Contains(usages[i]))
            {
                errors.NotSupported($"spec.usages[{i}]", usages[i], Usages);
            }
        }

        for (var i = 0; i < usages.Count && old.Distinct().Count() == old.Count; i++)
        {
            if (usages.IndexOf(usages[i]) < i)
            {
                errors.Duplicate($"spec.usages[{i}]", usages[i]);
            }
        }
    }

    private static void ValidateCertificate(string certificate, FieldErrors errors)
    {
        var isKept = errors.Before is { } before && (Certificate(before) == certificate || IssuedCertificate.Fault(Certificate(before)) is not null);
        if (!isKept && IssuedCertificate.Fault(certificate) is { } fault)
        {
            errors.Invalid("status.certificate", "<certificate data>", fault);
        }
    }

    private static string Certificate(JsonObject request) => request.At("status").TextOf("certificate");
}
