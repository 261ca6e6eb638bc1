using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>certificates.k8s.io/v1 CertificateSigningRequest: a PEM request, known usages, a qualified signer, one verdict.</summary>
internal static class CertificateRequestValidation
{
    private const long ShortestSeconds = 600;

    private static readonly string[] Usages =
    [
        "any", "cert sign", "client auth", "code signing", "content commitment", "crl sign", "data encipherment", "decipher only", "digital signature", "email protection", "encipher only",
        "ipsec end system", "ipsec tunnel", "ipsec user", "key agreement", "key encipherment", "microsoft sgc", "netscape sgc", "ocsp signing", "s/mime", "server auth", "signing", "timestamping",
    ];

    public static void Validate(JsonObject request, FieldErrors errors)
    {
        var spec = request.At("spec") ?? [];
        if (RequestFault(spec.TextOf("request")) is { } fault)
        {
            errors.Invalid("spec.request", spec["request"], fault);
        }

        ValidateUsages(spec, errors);
        ValidateSigner(spec, errors);
        if (FieldErrors.Number(spec, "expirationSeconds") is { } seconds and < ShortestSeconds)
        {
            errors.Invalid("spec.expirationSeconds", seconds, $"may not specify a duration less than {ShortestSeconds} seconds (10 minutes)");
        }

        ValidateConditions(request, errors);
    }

    public static void ValidateConditions(JsonObject request, FieldErrors errors)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var hasVerdict = false;
        var index = 0;
        foreach (var condition in request.At("status").Each("conditions"))
        {
            var at = $"status.conditions[{index++}]";
            var type = condition.TextOf("type");
            if (type.Length == 0)
            {
                errors.Required($"{at}.type");
            }

            var status = condition.TextOf("status");
            if (status.Length == 0)
            {
                errors.Required($"{at}.status");
            }
            else if (type is "Approved" or "Denied" or "Failed" && status != "True")
            {
                errors.NotSupported($"{at}.status", status, "True");
            }
            else
            {
                errors.OneOf(condition, "status", at, "True", "False", "Unknown");
            }

            if (!known.Add(type))
            {
                errors.Duplicate($"{at}.type", type);
            }

            if (type is "Approved" or "Denied")
            {
                if (hasVerdict && known.Contains("Approved") && known.Contains("Denied"))
                {
                    errors.Invalid("status.conditions", type, "Approved and Denied conditions are mutually exclusive");
                }

                hasVerdict = true;
            }
        }
    }

    private static void ValidateUsages(JsonObject spec, FieldErrors errors)
    {
        var usages = (spec["usages"] as JsonArray ?? []).Select(usage => usage?.ToString() ?? "").ToList();
        if (usages.Count == 0)
        {
            errors.Required("spec.usages");
        }

        for (var i = 0; i < usages.Count; i++)
        {
            if (!Usages.Contains(usages[i]))
            {
                errors.NotSupported($"spec.usages[{i}]", usages[i], Usages);
            }
            else if (usages.IndexOf(usages[i]) < i)
            {
                errors.Duplicate($"spec.usages[{i}]", usages[i]);
            }
        }
    }

    private static void ValidateSigner(JsonObject spec, FieldErrors errors)
    {
        const string path = "spec.signerName";
        var signer = spec.TextOf("signerName");
        if (signer.Length == 0)
        {
            errors.Required(path);
            return;
        }

        var parts = signer.Split('/');
        if (parts.Length < 2)
        {
            errors.Invalid(path, signer, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }

        if (parts.Length > 2)
        {
            errors.Invalid(path, signer, "must not contain more than 1 slash ('/') character");
            return;
        }

        if (!parts[0].Contains('.', StringComparison.Ordinal))
        {
            errors.Invalid(path, signer, "should be a domain with at least two segments separated by dots");
        }

        errors.Invalid(path, parts[0], Names.Subdomain(parts[0]));
        errors.Invalid(path, parts[1], Names.Subdomain(parts[1]));
    }

    private static string? RequestFault(string base64)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(base64));
            if (!PemEncoding.TryFind(text, out var fields) || text.AsSpan()[fields.Label] is not "CERTIFICATE REQUEST")
            {
                return "PEM block type must be CERTIFICATE REQUEST";
            }

            _ = CertificateRequest.LoadSigningRequestPem(text, HashAlgorithmName.SHA256);
            return null;
        }
        catch (FormatException)
        {
            return "PEM block type must be CERTIFICATE REQUEST";
        }
        catch (CryptographicException)
        {
            return "asn1: structure error: malformed certificate request";
        }
    }
}
