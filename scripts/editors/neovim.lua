-- The session that scripts/editors/neovim runs. Neovim 0.7 has no vim.lsp.start; this is what it takes there.

local function fail(message)
  io.stderr:write('error: ' .. message .. '\n')
  vim.cmd('cquit 1')
end

local function codes()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    found[diagnostic.code or diagnostic.user_data.lsp.code] = diagnostic
  end
  return found
end

local function wait_for(what, holds)
  if not vim.wait(20000, holds, 20) then
    fail('waited in vain: ' .. what .. '; there is ' .. vim.inspect(vim.tbl_keys(codes())))
  end
end

local client = vim.lsp.start_client({
  name = 'coglint',
  cmd = { vim.env.COGLINT_PROGRAM, 'lsp' },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(0, client)

wait_for('two findings', function()
  local found = codes()
  return found['redirect-http'] and found['scope-unknown']
end)

for _, rule in ipairs({ 'redirect-http', 'scope-unknown' }) do
  local at = codes()[rule]
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(0),
    range = {
      start = { line = at.lnum, character = at.col },
      ['end'] = { line = at.end_lnum, character = at.end_col },
    },
    context = { diagnostics = {}, only = { 'quickfix' } },
  }
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)
  local applied = false
  for _, action in ipairs(answers[client].result or {}) do
    if action.edit and not applied then
      vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
      applied = true
    end
  end
  if not applied then
    fail('there is no quick fix for ' .. rule)
  end
  wait_for('the finding of ' .. rule .. ' to go', function()
    return not codes()[rule]
  end)
end

local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', {
  textDocument = vim.lsp.util.make_text_document_params(0),
  position = { line = 4, character = 6 },
}, 10000)
if not vim.inspect(hover):find('AllowedOAuthFlows', 1, true) then
  fail('hover says nothing of the member: ' .. vim.inspect(hover))
end

vim.cmd('write')
vim.cmd('qall!')
