using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Conformance.Templates;

/// <summary>The group versions that Helm knows without a cluster.</summary>
internal sealed class ApiVersionsObject : List<string>, ITemplateObject
{
    public ApiVersionsObject()
        : base(["v1", "apps/v1", "apps/v1beta1", "apps/v1beta2", "batch/v1", "extensions/v1beta1", "networking.k8s.io/v1", "policy/v1", "policy/v1beta1", "rbac.authorization.k8s.io/v1", "autoscaling/v2"])
    {
    }

    public string GoType => "chartutil.VersionSet";

    public TemplateFunction? Method(string name) =>
        name == "Has" ? new TemplateFunction(name, [ParameterType.Text], (_, arguments) => Contains((string)arguments[0]!)) : null;
}
