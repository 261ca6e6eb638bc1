using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Nodes;

/// <summary>A node asks for a node's certificate in its own name only.</summary>
internal static class NodeCertificateRestriction
{
    public static void Check(AdmissionAttributes attributes, string node)
    {
        var spec = attributes.Object.Object("spec");
        if (spec.Text("signerName") is not ("kubernetes.io/kubelet-serving" or "kubernetes.io/kube-apiserver-client-kubelet"))
        {
            return;
        }

        NodeRestriction.Demand(CommonName(attributes, spec.Text("request")) == $"system:node:{node}", attributes, $"can only create a node CSR with CN=system:node:{node}");
    }

    private static string CommonName(AdmissionAttributes attributes, string request)
    {
        try
        {
            var pem = Encoding.UTF8.GetString(Convert.FromBase64String(request));
            var read = CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256, signerSignaturePadding: RSASignaturePadding.Pkcs1);
            return read.SubjectName.EnumerateRelativeDistinguishedNames()
                .FirstOrDefault(part => part is { HasMultipleElements: false } && part.GetSingleElementType().Value == "2.5.4.3")?.GetSingleElementValue() ?? "";
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or ArgumentException)
        {
            throw NodeRestriction.Refuse(attributes, $"unable to parse csr: {exception.Message}");
        }
    }
}
