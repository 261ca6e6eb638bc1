using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Auditing;
using Sampan.Server.Authorization;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Libraries;
using Sampan.Server.Cel.Values;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Expressions;

/// <summary>The variables of admission expressions for one write, each made when an expression first asks for it.</summary>
/// <param name="cluster">The cluster written to.</param>
/// <param name="attributes">The write.</param>
/// <param name="matched">The resource as which the rules know the written one.</param>
internal sealed class AdmissionVariables(ServedCluster cluster, AdmissionAttributes attributes, ServedResource matched) : ICelVariables
{
    public const string Object = "object";
    public const string OldObject = "oldObject";
    public const string Request = "request";
    public const string Namespace = "namespaceObject";
    public const string Parameters = "params";
    public const string Authorizer = "authorizer";
    public const string RequestResource = "authorizer.requestResource";
    public const string Composed = "variables";

    private readonly Dictionary<string, CelValue> _made = [];

    /// <summary>The parameters object, or null.</summary>
    public KubernetesObject? ParameterObject { get; init; }

    /// <summary>The variables that the policy composes, or null.</summary>
    public MapValue? ComposedVariables { get; set; }

    /// <summary>Where facts are noted for the audit, or null.</summary>
    public AuditTrail? Audit => attributes.Audit;

    public CelValue? Find(string name)
    {
        if (name == Composed)
        {
            return ComposedVariables;
        }

        if (!_made.TryGetValue(name, out var value))
        {
            value = Make(name);
            if (value is not null)
            {
                _made[name] = value;
            }
        }

        return value;
    }

    private CelValue? Make(string name) => name switch
    {
        Object => JsonValues.Of(Shown(attributes.Object)),
        OldObject => JsonValues.Of(Shown(attributes.OldObject)),
        Request => JsonValues.Of(AdmissionRequest.Of(attributes, matched), AdmissionDeclarations.Request),
        Namespace => NamespaceObject(),
        Parameters => JsonValues.Of(ParameterObject?.ToDraft()),
        Authorizer => Rights(),
        RequestResource => RequestCheck(),
        _ => null,
    };

    private JsonObject? Shown(JsonObject? draft) =>
        draft is null || !MatchedVersion.IsConverted(attributes, matched) ? draft : MatchedVersion.Show(attributes, matched, draft.DeepClone().AsObject());

    private CelValue NamespaceObject()
    {
        if (!attributes.Resource.Type.Namespaced)
        {
            return NullValue.Instance;
        }

        var key = cluster.Resource(WellKnownTypes.Namespaces).Key(NamespacedName.ClusterScoped(attributes.Name.Namespace));
        var found = cluster.Store.Current.Get(key)?.Object.ToDraft();
        if (found is not null)
        {
            found.Metadata()["UID"] = found.Metadata().Text("uid");
        }

        return JsonValues.Of(found, AdmissionDeclarations.Namespace);
    }

    private AuthorizerValue Rights() => new(cluster.Authorizer.Decide, new AccessRequest { User = attributes.User, Verb = "" });

    private AccessCheckValue RequestCheck()
    {
        var type = attributes.Resource.Type;
        var request = AccessRequest.OfResource(attributes.User, "", type.Group, type.Plural, attributes.Subresource, attributes.Name.Namespace, attributes.Name.Name);
        return new AccessCheckValue(OpaqueTypes.ResourceCheck, Rights(), request);
    }
}
