// A certified OpenID provider (oidc-provider) with the shapes of Pro Santé Connect: discovery at its
// own path, the level in `acr`, national numbers in userinfo. It prints its port, and signs in
// whoever it was told about, as a person would do on its pages.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const { clientId, clientSecret, realm, discovery, person, level } = JSON.parse(process.argv[2]);

const server = createServer((request, response) => answer(request, response));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
let answer;

server.once('listening', () => {
  const here = `http://127.0.0.1:${server.address().port}`;
  const tools = '/protocol/openid-connect';
  const provider = new Provider(`${here}${realm}`, {
    clients: [{
      client_id: clientId,
      client_secret: clientSecret,
      // Native: any port of the loopback address may be called back (RFC 8252).
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/retour'],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
    }],
    acrValues: [level],
    scopes: ['openid', 'scope_all'],
    claims: {
      openid: ['sub', 'acr', 'auth_time'],
      scope_all: Object.keys(person).filter((name) => name !== 'sub'),
    },
    conformIdTokenClaims: true,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    routes: {
      authorization: '/auth',
      jwks: `${tools}/certs`,
      token: `${tools}/token`,
      userinfo: `${tools}/userinfo`,
    },
    interactions: { url: () => `${realm}/interaction` },
    findAccount: () => ({ accountId: person.sub, claims: async () => person }),
  });
  provider.on('server_error', (_context, error) => console.error(error));
  const standard = provider.callback();

  // What a person does on the pages of the provider: prove who they are, and agree.
  async function interaction(request, response) {
    const found = await provider.interactionDetails(request, response);
    const grant = new provider.Grant({ accountId: person.sub, clientId });
    grant.addOIDCScope('openid scope_all');
    const result = {
      login: { accountId: person.sub, acr: level, ts: Math.floor(Date.now() / 1000) },
      consent: { grantId: await grant.save() },
    };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
    return found;
  }

  answer = (request, response) => {
    const path = request.url.split('?')[0];
    if (path === `${realm}/interaction`) {
      interaction(request, response).catch((error) => {
        console.error(error);
        response.writeHead(500).end();
      });
      return;
    }
    // It stands below the realm, and its discovery is asked for at a path that is not the standard.
    if (path === discovery) request.url = `${realm}/.well-known/openid-configuration`;
    request.originalUrl = request.url;
    request.url = request.url.slice(realm.length) || '/';
    standard(request, response);
  };
});
